-- Managing people: pages of the directory, links to choose a password, groups.

-- Raised by every change: a form names the version it was filled in from.
alter table person add column version bigint not null default 1;

-- The directory is read page by page in this order.
drop index person_last_first;
create index person_last_first on person (last_first_key, id);
create index person_role on person (application_role, last_first_key, id);
-- Few of many.
create index person_deactivated on person (last_first_key, id) where active = 0;

-- One for each person at most, and for one use. The secret itself is nowhere.
create table password_link (
    person_id text not null,
    secret_hash text not null,
    -- Works only as long as they run the site.
    made_by text not null,
    made_at bigint not null,
    expires_at bigint not null,
    constraint password_link_pk primary key (person_id),
    constraint password_link_secret_unique unique (secret_hash),
    constraint password_link_person_fk foreign key (person_id) references person (id) on delete cascade,
    constraint password_link_made_by_fk foreign key (made_by) references person (id) on delete cascade
);

create table person_group (
    id text not null,
    name text not null,
    -- By which names are told apart.
    name_key text collate binary not null,
    created_at bigint not null,
    constraint person_group_pk primary key (id),
    constraint person_group_name_unique unique (name_key)
);

create table person_group_member (
    group_id text not null,
    person_id text not null,
    constraint person_group_member_pk primary key (group_id, person_id),
    constraint person_group_member_group_fk
        foreign key (group_id) references person_group (id) on delete cascade,
    constraint person_group_member_person_fk
        foreign key (person_id) references person (id) on delete cascade
);

create index person_group_member_person on person_group_member (person_id, group_id);
