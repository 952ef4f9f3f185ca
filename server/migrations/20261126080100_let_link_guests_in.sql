-- Lets people be inside who came by a guest link: a third origin of participants and of those who wait, and a fifth role.
--
-- No engine changes a check in the way of the other, so the tables are made anew. All that point to participants are
-- set aside first: dropping a table takes along what points to it.

create table participant_before as
    select id, room_id, invitation_id, person_id, first_name, last_name, role, state, entered_at, seen_at,
        is_muted, is_on_stage, hand_raised_at, is_let_in, is_in_crowd
    from participant;
create table message_before as
    select room_id, number, channel, participant_id, first_name, last_name, role, text, reply_to, at, pinned_at,
        deleted_at
    from message;
create table message_like_before as
    select room_id, number, participant_id
    from message_like;
create table room_command_before as
    select participant_id, id, sequence, at
    from room_command;
create table question_before as
    select room_id, number, participant_id, first_name, last_name, role, text, visibility, state, at, published
    from question;
create table question_answer_before as
    select room_id, number, question, participant_id, first_name, last_name, role, text, visibility, at
    from question_answer;
create table question_vote_before as
    select room_id, question, participant_id
    from question_vote;
create table interaction_before as
    select room_id, number, kind, prompt, options, is_multiple, right_choices, phase, is_shared, turns, told_turns,
        published, published_at, participant_id, first_name, last_name, role
    from interaction;
create table interaction_answer_before as
    select room_id, number, participant_id, choices, text, place, turn
    from interaction_answer;
create table waiting_before as
    select room_id, number, invitation_id, person_id, first_name, last_name, state, since, seen_at
    from waiting;

drop table waiting;
drop table interaction_answer;
drop table interaction;
drop table question_vote;
drop table question_answer;
drop table question;
drop table room_command;
drop table message_like;
drop table message;
drop table participant;

create table participant (
    id text not null,
    room_id text not null,
    invitation_id text,
    person_id text,
    link_guest_id text,
    first_name text not null,
    last_name text not null,
    role text not null,
    state text not null,
    entered_at bigint not null,
    -- When one of their pages last had its stream open.
    seen_at bigint not null,
    is_muted bigint not null default 0,
    is_on_stage bigint not null default 0,
    hand_raised_at bigint,
    -- Was inside when the room was locked, or has been let in since.
    is_let_in bigint not null default 0,
    -- Known by name only to those who manage people.
    is_in_crowd bigint not null default 0,
    constraint participant_pk primary key (id),
    constraint participant_invitation_unique unique (room_id, invitation_id),
    constraint participant_person_unique unique (room_id, person_id),
    constraint participant_link_guest_unique unique (room_id, link_guest_id),
    constraint participant_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint participant_invitation_fk
        foreign key (invitation_id) references invitation (id) on delete cascade,
    constraint participant_person_fk foreign key (person_id) references person (id) on delete cascade,
    constraint participant_link_guest_fk
        foreign key (link_guest_id) references link_guest (id) on delete cascade,
    constraint participant_origin_check check (
        (case when invitation_id is null then 0 else 1 end) + (case when person_id is null then 0 else 1 end)
            + (case when link_guest_id is null then 0 else 1 end) = 1
    ),
    constraint participant_role_check check (role in ('guest', 'viewer', 'moderator', 'speaker', 'host')),
    constraint participant_state_check check (state in ('inside', 'left', 'removed')),
    constraint participant_is_muted_check check (is_muted in (0, 1)),
    constraint participant_is_on_stage_check check (is_on_stage in (0, 1)),
    constraint participant_is_let_in_check check (is_let_in in (0, 1)),
    constraint participant_is_in_crowd_check check (is_in_crowd in (0, 1))
);

insert into participant (
    id, room_id, invitation_id, person_id, first_name, last_name, role, state, entered_at, seen_at, is_muted,
    is_on_stage, hand_raised_at, is_let_in, is_in_crowd
)
    select id, room_id, invitation_id, person_id, first_name, last_name, role, state, entered_at, seen_at,
        is_muted, is_on_stage, hand_raised_at, is_let_in, is_in_crowd
    from participant_before;

create index participant_presence on participant (state, seen_at);
create index participant_crowd on participant (room_id, state, is_in_crowd);

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
    constraint message_role_check check (role in ('guest', 'viewer', 'moderator', 'speaker', 'host')),
    constraint message_deleted_check check (deleted_at is null or text = '')
);

insert into message (
    room_id, number, channel, participant_id, first_name, last_name, role, text, reply_to, at, pinned_at,
    deleted_at
)
    select room_id, number, channel, participant_id, first_name, last_name, role, text, reply_to, at, pinned_at,
        deleted_at
    from message_before;

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

insert into message_like (
    room_id, number, participant_id
)
    select room_id, number, participant_id
    from message_like_before;

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

insert into room_command (
    participant_id, id, sequence, at
)
    select participant_id, id, sequence, at
    from room_command_before;

create index room_command_age on room_command (at);

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
    constraint question_role_check check (role in ('guest', 'viewer', 'moderator', 'speaker', 'host')),
    constraint question_visibility_check check (visibility in ('public', 'private')),
    constraint question_state_check check (state in ('open', 'answered', 'dismissed')),
    constraint question_published_check check (published is null or visibility = 'public')
);

insert into question (
    room_id, number, participant_id, first_name, last_name, role, text, visibility, state, at, published
)
    select room_id, number, participant_id, first_name, last_name, role, text, visibility, state, at, published
    from question_before;

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
    constraint question_answer_role_check check (role in ('guest', 'viewer', 'moderator', 'speaker', 'host')),
    constraint question_answer_visibility_check check (visibility in ('public', 'private'))
);

insert into question_answer (
    room_id, number, question, participant_id, first_name, last_name, role, text, visibility, at
)
    select room_id, number, question, participant_id, first_name, last_name, role, text, visibility, at
    from question_answer_before;

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

insert into question_vote (
    room_id, question, participant_id
)
    select room_id, question, participant_id
    from question_vote_before;

create index question_vote_participant on question_vote (participant_id, room_id);

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
    constraint interaction_role_check check (role in ('guest', 'viewer', 'moderator', 'speaker', 'host')),
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

insert into interaction (
    room_id, number, kind, prompt, options, is_multiple, right_choices, phase, is_shared, turns, told_turns,
    published, published_at, participant_id, first_name, last_name, role
)
    select room_id, number, kind, prompt, options, is_multiple, right_choices, phase, is_shared, turns, told_turns,
        published, published_at, participant_id, first_name, last_name, role
    from interaction_before;

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

insert into interaction_answer (
    room_id, number, participant_id, choices, text, place, turn
)
    select room_id, number, participant_id, choices, text, place, turn
    from interaction_answer_before;

create index interaction_answer_age on interaction_answer (room_id, number, turn);

create table waiting (
    room_id text not null,
    -- The place in the room's log of the event that told of the knock.
    number bigint not null,
    invitation_id text,
    person_id text,
    link_guest_id text,
    first_name text not null,
    last_name text not null,
    state text not null,
    since bigint not null,
    -- When their page last had its stream open.
    seen_at bigint not null,
    constraint waiting_pk primary key (room_id, number),
    constraint waiting_invitation_unique unique (room_id, invitation_id),
    constraint waiting_person_unique unique (room_id, person_id),
    constraint waiting_link_guest_unique unique (room_id, link_guest_id),
    constraint waiting_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint waiting_invitation_fk foreign key (invitation_id) references invitation (id) on delete cascade,
    constraint waiting_person_fk foreign key (person_id) references person (id) on delete cascade,
    constraint waiting_link_guest_fk foreign key (link_guest_id) references link_guest (id) on delete cascade,
    constraint waiting_origin_check check (
        (case when invitation_id is null then 0 else 1 end) + (case when person_id is null then 0 else 1 end)
            + (case when link_guest_id is null then 0 else 1 end) = 1
    ),
    constraint waiting_state_check check (state in ('waiting', 'admitted', 'declined'))
);

insert into waiting (
    room_id, number, invitation_id, person_id, first_name, last_name, state, since, seen_at
)
    select room_id, number, invitation_id, person_id, first_name, last_name, state, since, seen_at
    from waiting_before;

create index waiting_presence on waiting (state, seen_at);

drop table participant_before;
drop table message_before;
drop table message_like_before;
drop table room_command_before;
drop table question_before;
drop table question_answer_before;
drop table question_vote_before;
drop table interaction_before;
drop table interaction_answer_before;
drop table waiting_before;
