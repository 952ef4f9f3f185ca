-- Raised hands, and who is on stage.

alter table participant add column is_on_stage bigint not null default 0
    constraint participant_is_on_stage_check check (is_on_stage in (0, 1));
alter table participant add column hand_raised_at bigint;

-- Speakers and hosts have been on stage by their role so far.
update participant set is_on_stage = 1 where state = 'inside' and role in ('speaker', 'host');
