-- Guests of earlier runs of a room that is planned again: who can come in no more goes so long after their own run.

-- When the run ended that they belonged to; null while they may come in, or belong to the run that the room is planned
-- for.
alter table link_guest add column over_at bigint;
alter table invitation add column over_at bigint;

-- As far as the logs tell when that was. Each is looked for once, because logs are long.
create table run_end_before as
    select room_id, sequence, at from room_event
    where body like '{"kind":"session_changed"%' and body not like '%"ended_at":null%';
create index run_end_before_room on run_end_before (room_id, at);
create table removal_before as
    select room_id, sequence, body from room_event where body like '{"kind":"invitation_removed"%';
create index removal_before_room on removal_before (room_id);

-- An end that is not in the log has been passed by when the room was planned again at the latest: it is not known when,
-- so the days begin with the last end that is known, or with when they came.
update link_guest set over_at = coalesce(
    (select min(at) from run_end_before
     where run_end_before.room_id = link_guest.room_id and run_end_before.at >= link_guest.came_at),
    (select max(at) from room_event
     where room_event.room_id = link_guest.room_id and body like '{"kind":"session_changed"%'),
    came_at)
where is_over = 1 and erased_at is null;

update invitation set over_at = (
    select min(run_end_before.at) from run_end_before
    where run_end_before.room_id = invitation.room_id and run_end_before.sequence > (
        select max(removal_before.sequence) from removal_before
        where removal_before.room_id = invitation.room_id
            and removal_before.body like '{"kind":"invitation_removed","invitation":"' || invitation.id || '"%'))
where state = 'removed' and erased_at is null;

drop table run_end_before;
drop table removal_before;

-- Whose turn may come.
create index link_guest_over on link_guest (over_at) where over_at is not null and erased_at is null;
create index invitation_over on invitation (over_at) where over_at is not null and erased_at is null;
create index invitation_expiry on invitation (expires_at) where erased_at is null;
