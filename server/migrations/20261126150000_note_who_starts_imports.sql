-- Who has started a file of people: it is carried out for them. Of files that were started before this was noted, for
-- whoever has sent it.

alter table people_import add column applied_by text
    constraint people_import_applied_by_fk references person (id) on delete set null;
