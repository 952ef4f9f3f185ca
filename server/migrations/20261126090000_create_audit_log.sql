-- The audit log: who did what to what, from where, before and after. Nothing of it is ever changed or deleted; only
-- what says who somebody was can be blanked, when their personal data is erased. The triggers see to that.

create table audit_entry (
    -- only sqlite
    number integer not null constraint audit_entry_pk primary key autoincrement,
    -- end only
    -- only postgres
    number bigint generated always as identity constraint audit_entry_pk primary key,
    -- end only
    at bigint not null,
    act text not null,
    actor_kind text not null,
    -- The person's, or the invitation's.
    actor_id text,
    -- Who that was, and the same folded for searching.
    actor text not null,
    actor_key text not null,
    -- The client's address and its browser in two words.
    address text not null,
    device text not null,
    subject_kind text,
    subject_id text,
    subject text not null,
    subject_key text not null,
    room_id text,
    -- A JSON list of fields before and after, none of which says who somebody is.
    changes text not null,
    -- Those that do: they are about the subject.
    personal text not null,
    constraint audit_entry_actor_check
        check (actor_kind in ('person', 'guest', 'visitor', 'command_line', 'site')),
    constraint audit_entry_subject_check check ((subject_kind is null) = (subject_id is null))
);

create index audit_entry_act on audit_entry (act, number);
create index audit_entry_actor on audit_entry (actor_id, number);
create index audit_entry_subject on audit_entry (subject_id, number);
create index audit_entry_room on audit_entry (room_id, number);
create index audit_entry_at on audit_entry (at);

-- only sqlite
create trigger audit_entry_stays before delete on audit_entry
begin
    select raise(abort, 'the audit log is append-only');
end;

create trigger audit_entry_keeps before update on audit_entry
when new.number is not old.number or new.at is not old.at or new.act is not old.act
    or new.actor_kind is not old.actor_kind or new.actor_id is not old.actor_id
    or new.subject_kind is not old.subject_kind or new.subject_id is not old.subject_id
    or new.room_id is not old.room_id or new.changes is not old.changes
    or new.actor not in (old.actor, '') or new.actor_key not in (old.actor_key, '')
    or new.address not in (old.address, '') or new.device not in (old.device, '')
    or new.subject not in (old.subject, '') or new.subject_key not in (old.subject_key, '')
    or new.personal not in (old.personal, '')
begin
    select raise(abort, 'the audit log is append-only');
end;
-- end only
-- only postgres
create function audit_entry_guard() returns trigger language plpgsql as $guard$
begin
    if tg_op = 'UPDATE' then
        if (new.number, new.at, new.act, new.actor_kind, new.actor_id, new.subject_kind, new.subject_id,
                new.room_id, new.changes)
            is not distinct from
            (old.number, old.at, old.act, old.actor_kind, old.actor_id, old.subject_kind, old.subject_id,
                old.room_id, old.changes)
            and new.actor in (old.actor, '') and new.actor_key in (old.actor_key, '')
            and new.address in (old.address, '') and new.device in (old.device, '')
            and new.subject in (old.subject, '') and new.subject_key in (old.subject_key, '')
            and new.personal in (old.personal, '')
        then
            return new;
        end if;
    end if;
    raise exception 'the audit log is append-only';
end
$guard$;

create trigger audit_entry_keeps before update or delete on audit_entry
    for each row execute function audit_entry_guard();
create trigger audit_entry_stays before truncate on audit_entry
    for each statement execute function audit_entry_guard();
-- end only
