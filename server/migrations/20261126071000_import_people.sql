-- Files of people on their way into the directory.

create table people_import (
    id text not null,
    -- Who imports: what they are is looked at anew for each group of rows.
    imported_by text,
    file_name text not null,
    state text not null,
    -- What is done about people who are in the directory already.
    if_known text not null,
    -- Everybody of the file is put into it, if any.
    group_id text,
    -- Parts of the text that have arrived.
    parts bigint not null,
    -- What a part has of a row that its successor ends.
    unread text not null,
    -- Which column holds what, as JSON, once the first line has been read.
    columns text,
    -- Lines before what is unread.
    lines bigint not null,
    row_count bigint not null,
    -- The last line that has been carried out.
    applied_line bigint not null,
    created_at bigint not null,
    ended_at bigint,
    constraint people_import_pk primary key (id),
    constraint people_import_imported_by_fk
        foreign key (imported_by) references person (id) on delete set null,
    constraint people_import_group_fk
        foreign key (group_id) references person_group (id) on delete set null,
    constraint people_import_state_check
        check (state in ('filling', 'checked', 'applying', 'done', 'cancelled')),
    constraint people_import_if_known_check check (if_known in ('keep', 'update'))
);

create index people_import_state on people_import (state, created_at);

create table people_import_row (
    import_id text not null,
    -- The line on which it begins, from 1.
    line bigint not null,
    -- The address as the directory has addresses, when it is one; else as given, like the others.
    email text collate binary not null,
    first_name text not null,
    last_name text not null,
    role text not null,
    state text not null,
    -- What is wrong, as JSON.
    problem text,
    constraint people_import_row_pk primary key (import_id, line),
    constraint people_import_row_import_fk
        foreign key (import_id) references people_import (id) on delete cascade,
    constraint people_import_row_state_check
        check (state in ('to_add', 'to_change', 'to_keep', 'refused', 'added', 'changed', 'unchanged'))
);

create index people_import_row_state on people_import_row (import_id, state, line);
-- Which line had an address first.
create index people_import_row_email on people_import_row (import_id, email, line);
