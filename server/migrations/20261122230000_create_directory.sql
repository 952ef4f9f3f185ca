-- The directory of people and their sign-ins.
--
-- One text for SQLite and PostgreSQL: times are unix milliseconds, truth values 0 or 1. Keys that are searched
-- by their beginning compare byte by byte; PostgreSQL calls that collation "C" and the migrator says so.

create table person (
    id text not null,
    email text collate binary not null,
    first_name text not null,
    last_name text not null,
    first_last_key text collate binary not null,
    last_first_key text collate binary not null,
    application_role text not null,
    password_hash text,
    active bigint not null,
    created_at bigint not null,
    constraint person_pk primary key (id),
    constraint person_email_unique unique (email),
    constraint person_application_role_check
        check (application_role in ('viewer', 'private_only', 'admin', 'unmoderated_admin')),
    constraint person_active_check check (active in (0, 1))
);

-- Who can sign in: few of many.
create index person_with_password on person (application_role) where password_hash is not null;
create index person_first_last on person (first_last_key);
create index person_last_first on person (last_first_key);

create table sign_in (
    -- Names the sign-in in its owner's list; the secret itself is nowhere.
    id text not null,
    secret_hash text not null,
    person_id text not null,
    user_agent text not null,
    signed_in_at bigint not null,
    last_seen_at bigint not null,
    expires_at bigint not null,
    constraint sign_in_pk primary key (id),
    constraint sign_in_secret_unique unique (secret_hash),
    constraint sign_in_person_fk foreign key (person_id) references person (id) on delete cascade
);

create index sign_in_person on sign_in (person_id);

create table setting (
    name text not null,
    value text not null,
    constraint setting_pk primary key (name)
);
