-- Crowds, lobbies and hosts who are away.

-- Known by name only to those who manage people.
alter table participant add column is_in_crowd bigint not null default 0
    constraint participant_is_in_crowd_check check (is_in_crowd in (0, 1));

create index participant_crowd on participant (room_id, state, is_in_crowd);

-- The crowd has changed since its size was told last.
alter table room add column is_crowd_untold bigint not null default 0
    constraint room_is_crowd_untold_check check (is_crowd_untold in (0, 1));

create index room_untold_crowd on room (is_crowd_untold) where is_crowd_untold = 1;

-- Since when the open session has been without its hosts.
alter table room add column host_away_since bigint;

create index room_without_host on room (host_away_since) where host_away_since is not null;

-- Who waits for the start, as told last: JSON.
alter table room add column lobby text not null default '{"waiting":0,"names":[]}';

-- Who waits for the start at each node.
create table lobby (
    room_id text not null,
    node text not null,
    waiting bigint not null,
    -- The first of them: a JSON list.
    names text not null,
    seen_at bigint not null,
    constraint lobby_pk primary key (room_id, node),
    constraint lobby_room_fk foreign key (room_id) references room (id) on delete cascade
);

create index lobby_presence on lobby (seen_at);
