-- The language that a guest is written to in, as BCP 47 has it.
alter table invitation add column language text not null default 'en';
