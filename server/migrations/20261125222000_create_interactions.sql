-- Interactions: what is asked of everybody inside, and what they answer.

create table interaction (
    room_id text not null,
    -- The place in the room's log of the event that drafted it.
    number bigint not null,
    kind text not null,
    prompt text not null,
    -- A JSON list of texts.
    options text not null,
    is_multiple bigint not null,
    -- Option n is the bit 2^n.
    right_choices bigint not null,
    phase text not null,
    is_shared bigint not null,
    -- Answers given and changed so far, and how many of them everybody has been told of who may know.
    turns bigint not null,
    told_turns bigint not null,
    -- The place in the log of the event that published it.
    published bigint,
    published_at bigint,
    -- Whoever drafted it, and once it is published whoever did that; as they were then.
    participant_id text not null,
    first_name text not null,
    last_name text not null,
    role text not null,
    constraint interaction_pk primary key (room_id, number),
    constraint interaction_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint interaction_participant_fk foreign key (participant_id) references participant (id) on delete cascade,
    constraint interaction_kind_check check (kind in ('poll', 'quiz', 'rating', 'open', 'vote', 'announcement')),
    constraint interaction_phase_check check (phase in ('draft', 'open', 'closed')),
    constraint interaction_role_check check (role in ('viewer', 'moderator', 'speaker', 'host')),
    constraint interaction_is_multiple_check check (is_multiple in (0, 1)),
    constraint interaction_is_shared_check check (is_shared in (0, 1)),
    constraint interaction_right_check check (right_choices between 0 and 31 and (kind = 'quiz' or right_choices = 0)),
    constraint interaction_turns_check check (0 <= told_turns and told_turns <= turns),
    constraint interaction_published_check check (
        (phase = 'draft') = (published is null)
        and (published is null) = (published_at is null)
        and (phase <> 'draft' or (is_shared = 0 and turns = 0))
    )
);

-- What is new is looked for once a second.
create index interaction_untold on interaction (room_id, number) where told_turns < turns;

create table interaction_answer (
    room_id text not null,
    number bigint not null,
    participant_id text not null,
    -- Option n is the bit 2^n.
    choices bigint not null,
    -- The answer to an open question.
    text text,
    -- The turn of the first answer tells it apart from others; the turn of the last says how new it is.
    place bigint not null,
    turn bigint not null,
    constraint interaction_answer_pk primary key (room_id, number, participant_id),
    constraint interaction_answer_interaction_fk
        foreign key (room_id, number) references interaction (room_id, number) on delete cascade,
    constraint interaction_answer_participant_fk
        foreign key (participant_id) references participant (id) on delete cascade,
    constraint interaction_answer_choices_check check (choices between 0 and 31 and (choices = 0) = (text is not null)),
    constraint interaction_answer_turn_check check (place between 1 and turn)
);

create index interaction_answer_age on interaction_answer (room_id, number, turn);
