-- Counts the changes hosts make to a room, so that a form filled in from an older one is refused. The clock and the
-- people inside leave it alone.

alter table room add column version bigint not null default 0;
