-- Lists of people who are invited together.

create table invite_batch (
    id text not null,
    room_id text not null,
    -- Who invites: their rights are looked at anew for each group of rows.
    invited_by text,
    state text not null,
    send_mail bigint not null,
    -- What all of them are written to in; null keeps what is there.
    language text,
    -- What is done about people who are invited already.
    if_known text not null,
    total bigint not null,
    invited bigint not null,
    updated bigint not null,
    unchanged bigint not null,
    failed bigint not null,
    created_at bigint not null,
    ended_at bigint,
    constraint invite_batch_pk primary key (id),
    constraint invite_batch_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint invite_batch_invited_by_fk foreign key (invited_by) references person (id) on delete set null,
    constraint invite_batch_state_check check (state in ('filling', 'running', 'done', 'cancelled')),
    constraint invite_batch_if_known_check check (if_known in ('keep', 'update')),
    constraint invite_batch_total_check check (total between 1 and 10000)
);

create index invite_batch_room on invite_batch (room_id, created_at);
create index invite_batch_state on invite_batch (state, created_at);
-- Two lists at once would take each other's people for known ones.
create unique index invite_batch_running on invite_batch (room_id) where state = 'running';

create table invite_row (
    batch_id text not null,
    position bigint not null,
    -- As given: nothing of it need be right.
    email text not null,
    first_name text not null,
    last_name text not null,
    role text,
    state text not null,
    -- What is wrong, as JSON.
    problem text,
    invitation_id text,
    constraint invite_row_pk primary key (batch_id, position),
    constraint invite_row_batch_fk foreign key (batch_id) references invite_batch (id) on delete cascade,
    constraint invite_row_invitation_fk
        foreign key (invitation_id) references invitation (id) on delete set null,
    constraint invite_row_role_check check (role in ('viewer', 'moderator', 'speaker', 'host')),
    constraint invite_row_state_check check (state in ('waiting', 'invited', 'updated', 'unchanged', 'failed'))
);

create index invite_row_state on invite_row (batch_id, state, position);
create index invite_row_invitation on invite_row (invitation_id);
