-- Raised hands, and who is on stage.

alter table participant add column is_on_stage bigint not null default 0
    constraint participant_is_on_stage_check check (is_on_stage in (0, 1));
alter table participant add column hand_raised_at bigint;

-- Speakers and hosts have been on stage by their role so far.
update participant set is_on_stage = 1 where state = 'inside' and role in ('speaker', 'host');

-- Since when new viewers wait until somebody lets them in, and what all who wait are told.
alter table room add column locked_at bigint;
alter table room add column waiting_message text not null default '';

-- Was inside when the room was locked, or has been let in since.
alter table participant add column is_let_in bigint not null default 0
    constraint participant_is_let_in_check check (is_let_in in (0, 1));

-- Who waits at a locked room's door, and who has been answered there; gone when it is unlocked.
create table waiting (
    room_id text not null,
    -- The place in the room's log of the event that told of the knock.
    number bigint not null,
    invitation_id text,
    person_id text,
    first_name text not null,
    last_name text not null,
    state text not null,
    since bigint not null,
    -- When their page last had its stream open.
    seen_at bigint not null,
    constraint waiting_pk primary key (room_id, number),
    constraint waiting_invitation_unique unique (room_id, invitation_id),
    constraint waiting_person_unique unique (room_id, person_id),
    constraint waiting_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint waiting_invitation_fk foreign key (invitation_id) references invitation (id) on delete cascade,
    constraint waiting_person_fk foreign key (person_id) references person (id) on delete cascade,
    constraint waiting_origin_check check ((invitation_id is null) <> (person_id is null)),
    constraint waiting_state_check check (state in ('waiting', 'admitted', 'declined'))
);

create index waiting_presence on waiting (state, seen_at);
