-- Who came by a guest link and whose personal data has been erased: the rows stay for the figures, as those of invited
-- guests do.

alter table link_guest add column erased_at bigint;

-- Whose turn may come.
create index link_guest_kept on link_guest (room_id) where erased_at is null;
-- Whatever is kept about an address is asked for by it alone.
create index link_guest_address on link_guest (email);
