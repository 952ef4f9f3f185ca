-- Invitations, the devices that use their links, and who is inside.

create table invitation (
    id text not null,
    room_id text not null,
    email text collate binary not null,
    first_name text not null,
    last_name text not null,
    role text not null,
    state text not null,
    -- With the site's key these two give the link; alone they give nothing.
    generation bigint not null,
    nonce text not null,
    invited_by text,
    invited_at bigint not null,
    expires_at bigint not null,
    wrong_tries bigint not null,
    locked_until bigint,
    constraint invitation_pk primary key (id),
    constraint invitation_room_email_unique unique (room_id, email),
    constraint invitation_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint invitation_invited_by_fk foreign key (invited_by) references person (id) on delete set null,
    constraint invitation_role_check check (role in ('viewer', 'moderator', 'speaker')),
    constraint invitation_state_check check (state in ('open', 'removed')),
    constraint invitation_generation_check check (generation >= 1)
);

create index invitation_email on invitation (email);

-- A device holds one of the places that a link has; the key makes two claims of one place impossible.
create table claimed_device (
    invitation_id text not null,
    place bigint not null,
    -- Keyed by invitation, so that rows of one browser cannot be told to be.
    device_hash text not null,
    user_agent text not null,
    claimed_at bigint not null,
    constraint claimed_device_pk primary key (invitation_id, place),
    constraint claimed_device_hash_unique unique (invitation_id, device_hash),
    constraint claimed_device_invitation_fk
        foreign key (invitation_id) references invitation (id) on delete cascade
);

create table participant (
    id text not null,
    room_id text not null,
    invitation_id text,
    person_id text,
    first_name text not null,
    last_name text not null,
    role text not null,
    state text not null,
    entered_at bigint not null,
    -- When one of their pages last had its stream open.
    seen_at bigint not null,
    constraint participant_pk primary key (id),
    constraint participant_invitation_unique unique (room_id, invitation_id),
    constraint participant_person_unique unique (room_id, person_id),
    constraint participant_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint participant_invitation_fk
        foreign key (invitation_id) references invitation (id) on delete cascade,
    constraint participant_person_fk foreign key (person_id) references person (id) on delete cascade,
    constraint participant_origin_check check ((invitation_id is null) <> (person_id is null)),
    constraint participant_role_check check (role in ('viewer', 'moderator', 'speaker', 'host')),
    constraint participant_state_check check (state in ('inside', 'left', 'removed'))
);

create index participant_presence on participant (state, seen_at);
