-- When each host has invited to which room, for the limits of a day. Rows older than that are of no use.

create table given_invitation (
    room_id text not null,
    person_id text not null,
    at bigint not null,
    constraint given_invitation_room_fk foreign key (room_id) references room (id) on delete cascade,
    constraint given_invitation_person_fk foreign key (person_id) references person (id) on delete cascade
);

create index given_invitation_person on given_invitation (person_id, at);
create index given_invitation_room on given_invitation (room_id, at);

insert into given_invitation (room_id, person_id, at)
    select room_id, invited_by, invited_at from invitation where invited_by is not null;
