-- Messages of the chat and the backchannel, and the commands that a page may send twice but are done once.

create table message (
    room_id text not null,
    -- The place in the room's log of the event that posted it.
    number bigint not null,
    channel text not null,
    participant_id text not null,
    -- As they were then.
    first_name text not null,
    last_name text not null,
    role text not null,
    -- Empty when it has been deleted.
    text text not null,
    reply_to bigint,
    at bigint not null,
    pinned_at bigint,
    deleted_at bigint,
    constraint message_pk primary key (room_id, number),
    constraint message_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint message_participant_fk foreign key (participant_id) references participant (id) on delete cascade,
    constraint message_channel_check check (channel in ('chat', 'backchannel')),
    constraint message_role_check check (role in ('viewer', 'moderator', 'speaker', 'host')),
    constraint message_deleted_check check (deleted_at is null or text = '')
);

create index message_channel on message (room_id, channel, number);

create table message_like (
    room_id text not null,
    number bigint not null,
    participant_id text not null,
    constraint message_like_pk primary key (room_id, number, participant_id),
    constraint message_like_message_fk
        foreign key (room_id, number) references message (room_id, number) on delete cascade,
    constraint message_like_participant_fk
        foreign key (participant_id) references participant (id) on delete cascade
);

alter table participant add column is_muted bigint not null default 0
    constraint participant_is_muted_check check (is_muted in (0, 1));

-- Messages up to these numbers are hidden.
alter table room add column chat_cleared_to bigint not null default 0;
alter table room add column backchannel_cleared_to bigint not null default 0;

create table room_command (
    participant_id text not null,
    -- Made by the page that sent it.
    id text not null,
    -- What the answer was: the last event of the command.
    sequence bigint not null,
    at bigint not null,
    constraint room_command_pk primary key (participant_id, id),
    constraint room_command_participant_fk
        foreign key (participant_id) references participant (id) on delete cascade
);

create index room_command_age on room_command (at);
