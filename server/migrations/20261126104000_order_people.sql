-- The directory can be read with whoever was added last first.
create index person_added on person (created_at, id);
