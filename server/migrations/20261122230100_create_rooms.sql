-- Rooms, their hosts, and the log of what happens in them.

create table room (
    id text not null,
    title text not null,
    description text not null,
    -- A JSON list of lines.
    speakers text not null,
    time_zone text not null,
    collaboration bigint not null,
    audience text not null,
    starts_at bigint not null,
    ends_at bigint not null,
    session_state text not null,
    opened_at bigint,
    ended_at bigint,
    -- The last event of the log; whoever raises it holds the room's lock.
    event_sequence bigint not null,
    created_at bigint not null,
    deleted_at bigint,
    constraint room_pk primary key (id),
    constraint room_collaboration_check check (collaboration in (0, 1)),
    constraint room_audience_check check (audience in ('invited', 'site')),
    constraint room_schedule_check check (starts_at < ends_at),
    constraint room_session_state_check check (
        (session_state = 'planned' and opened_at is null and ended_at is null)
        or (session_state = 'open' and opened_at is not null and ended_at is null)
        or (session_state = 'ended' and ended_at is not null)
    )
);

-- What the session clock looks for.
create index room_due_start on room (session_state, starts_at);
create index room_due_end on room (session_state, ends_at);

create table room_host (
    room_id text not null,
    person_id text not null,
    kind text not null,
    constraint room_host_pk primary key (room_id, person_id),
    constraint room_host_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint room_host_person_fk foreign key (person_id) references person (id) on delete cascade,
    constraint room_host_kind_check check (kind in ('owner', 'co_owner', 'co_editor', 'co_publisher'))
);

create index room_host_person on room_host (person_id);

create table room_event (
    room_id text not null,
    sequence bigint not null,
    at bigint not null,
    body text not null,
    constraint room_event_pk primary key (room_id, sequence),
    constraint room_event_room_fk foreign key (room_id) references room (id) on delete cascade
);
