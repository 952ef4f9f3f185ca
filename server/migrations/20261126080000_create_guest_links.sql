-- Guest links, which many may use, and who has come by them.

create table guest_link (
    id text not null,
    room_id text not null,
    name text not null,
    -- How many may come by it; null is any number.
    most_entries bigint,
    entries bigint not null,
    -- When it stops letting new people in; null is never.
    ends_at bigint,
    is_on bigint not null,
    -- With the site's key it gives the link; alone it gives nothing.
    nonce text not null,
    made_by text,
    made_at bigint not null,
    deleted_at bigint,
    constraint guest_link_pk primary key (id),
    constraint guest_link_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint guest_link_made_by_fk foreign key (made_by) references person (id) on delete set null,
    constraint guest_link_most_entries_check check (most_entries is null or most_entries >= 1),
    constraint guest_link_entries_check check (entries >= 0),
    constraint guest_link_is_on_check check (is_on in (0, 1))
);

create index guest_link_room on guest_link (room_id);

-- Somebody who has said who they are. Nothing of it is proven.
create table link_guest (
    id text not null,
    room_id text not null,
    guest_link_id text not null,
    email text collate binary not null,
    first_name text not null,
    last_name text not null,
    -- The device that holds the place. Keyed by room, so that rows of one browser cannot be told to be.
    device_hash text not null,
    user_agent text not null,
    came_at bigint not null,
    -- The session for which the place was held is over.
    is_over bigint not null,
    constraint link_guest_pk primary key (id),
    constraint link_guest_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint link_guest_guest_link_fk foreign key (guest_link_id) references guest_link (id) on delete cascade,
    constraint link_guest_is_over_check check (is_over in (0, 1))
);

-- A device holds one place in a room, whichever link it came by.
create unique index link_guest_place on link_guest (room_id, device_hash) where is_over = 0;
create index link_guest_email on link_guest (room_id, email);
create index link_guest_guest_link on link_guest (guest_link_id);
