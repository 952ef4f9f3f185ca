-- Questions, their answers and the votes for them.

create table question (
    room_id text not null,
    -- The place in the room's log of the event that asked it.
    number bigint not null,
    participant_id text not null,
    -- As they were then.
    first_name text not null,
    last_name text not null,
    role text not null,
    text text not null,
    visibility text not null,
    state text not null,
    at bigint not null,
    -- The place in the log of the last event, besides the first, that told everybody all of it.
    published bigint,
    constraint question_pk primary key (room_id, number),
    constraint question_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint question_participant_fk foreign key (participant_id) references participant (id) on delete cascade,
    constraint question_role_check check (role in ('viewer', 'moderator', 'speaker', 'host')),
    constraint question_visibility_check check (visibility in ('public', 'private')),
    constraint question_state_check check (state in ('open', 'answered', 'dismissed')),
    constraint question_published_check check (published is null or visibility = 'public')
);

create table question_answer (
    room_id text not null,
    -- The place in the room's log of the event that gave it.
    number bigint not null,
    question bigint not null,
    participant_id text not null,
    first_name text not null,
    last_name text not null,
    role text not null,
    text text not null,
    visibility text not null,
    at bigint not null,
    constraint question_answer_pk primary key (room_id, number),
    constraint question_answer_question_fk
        foreign key (room_id, question) references question (room_id, number) on delete cascade,
    constraint question_answer_participant_fk
        foreign key (participant_id) references participant (id) on delete cascade,
    constraint question_answer_role_check check (role in ('viewer', 'moderator', 'speaker', 'host')),
    constraint question_answer_visibility_check check (visibility in ('public', 'private'))
);

create index question_answer_question on question_answer (room_id, question, number);

create table question_vote (
    room_id text not null,
    question bigint not null,
    participant_id text not null,
    constraint question_vote_pk primary key (room_id, question, participant_id),
    constraint question_vote_question_fk
        foreign key (room_id, question) references question (room_id, number) on delete cascade,
    constraint question_vote_participant_fk
        foreign key (participant_id) references participant (id) on delete cascade
);

create index question_vote_participant on question_vote (participant_id, room_id);

-- How questions may be asked.
alter table room add column question_policy text not null default 'asker_chooses'
    constraint room_question_policy_check check (question_policy in ('asker_chooses', 'private_only'));
