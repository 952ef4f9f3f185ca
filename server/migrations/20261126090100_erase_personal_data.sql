-- Guests whose personal data has been erased: the rows stay for the figures, and say no more who that was.

alter table invitation add column erased_at bigint;

-- Whose turn may come.
create index invitation_kept on invitation (room_id) where erased_at is null;
