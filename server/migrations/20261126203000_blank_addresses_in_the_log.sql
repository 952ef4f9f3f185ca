-- What was before and after an act may hold a title or another name that somebody gave, and so the address of whoever is
-- erased. Such a text can be blanked, as what says who somebody was can; all else of it stays as it was written.

-- only sqlite
drop trigger audit_entry_keeps;

create trigger audit_entry_keeps before update on audit_entry
when new.number is not old.number or new.at is not old.at or new.act is not old.act
    or new.actor_kind is not old.actor_kind or new.actor_id is not old.actor_id
    or new.subject_kind is not old.subject_kind or new.subject_id is not old.subject_id
    or new.room_id is not old.room_id
    or new.actor not in (old.actor, '') or new.actor_key not in (old.actor_key, '')
    or new.address not in (old.address, '') or new.device not in (old.device, '')
    or new.subject not in (old.subject, '') or new.subject_key not in (old.subject_key, '')
    or new.personal not in (old.personal, '')
    or (new.changes is not old.changes and (
        (select count(*) from json_tree(new.changes)) <> (select count(*) from json_tree(old.changes))
        or exists (
            select 1 from json_tree(old.changes) was
            left join json_tree(new.changes) kept on kept.fullkey = was.fullkey
            left join json_tree(old.changes) kind on kind.fullkey = was.path || '.kind'
            where kept.type is not was.type
                or (kept.atom is not was.atom
                    and not (kept.atom is '' and was.key is 'value' and kind.atom is 'text')))))
begin
    select raise(abort, 'the audit log is append-only');
end;
-- end only
-- only postgres
create function audit_value_stays(before jsonb, after jsonb) returns boolean language sql immutable as $stays$
    select after is not distinct from before
        or case when before ->> 'kind' = 'text' then after = before || '{"value": ""}'::jsonb else false end
$stays$;

create function audit_changes_stay(before text, after text) returns boolean language sql immutable as $stay$
    select coalesce(bool_and(coalesce(
        was.change - 'before' - 'after' = kept.change - 'before' - 'after'
            and audit_value_stays(was.change -> 'before', kept.change -> 'before')
            and audit_value_stays(was.change -> 'after', kept.change -> 'after'),
        false)), true)
    from jsonb_array_elements(before::jsonb) with ordinality was (change, place)
    full join jsonb_array_elements(after::jsonb) with ordinality kept (change, place) using (place)
$stay$;

create or replace function audit_entry_guard() returns trigger language plpgsql as $guard$
begin
    if tg_op = 'UPDATE' then
        if (new.number, new.at, new.act, new.actor_kind, new.actor_id, new.subject_kind, new.subject_id,
                new.room_id)
            is not distinct from
            (old.number, old.at, old.act, old.actor_kind, old.actor_id, old.subject_kind, old.subject_id,
                old.room_id)
            and new.actor in (old.actor, '') and new.actor_key in (old.actor_key, '')
            and new.address in (old.address, '') and new.device in (old.device, '')
            and new.subject in (old.subject, '') and new.subject_key in (old.subject_key, '')
            and new.personal in (old.personal, '')
            and (new.changes = old.changes or audit_changes_stay(old.changes, new.changes))
        then
            return new;
        end if;
    end if;
    raise exception 'the audit log is append-only';
end
$guard$;
-- end only
