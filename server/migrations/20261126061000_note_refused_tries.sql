-- Tries to come in that the door has refused, as a room's hosts see them.

create table refused_try (
    invitation_id text not null,
    cause text not null,
    tries bigint not null,
    first_at bigint not null,
    last_at bigint not null,
    -- What the browser of the last one calls itself.
    user_agent text not null,
    -- When the hosts' pages were last told of it.
    told_at bigint not null,
    constraint refused_try_pk primary key (invitation_id, cause),
    constraint refused_try_invitation_fk
        foreign key (invitation_id) references invitation (id) on delete cascade,
    constraint refused_try_tries_check check (tries >= 1),
    constraint refused_try_cause_check check (cause in
        ('wrong_address', 'other_device', 'expired', 'domain_blocked', 'replaced', 'locked', 'removed'))
);

-- Rooms show how many of their guests ask for a new link.
create index invitation_link_requested on invitation (room_id) where link_requested_at is not null;
