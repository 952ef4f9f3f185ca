-- The pictures that stand beside a site's name. What else is known of a site is one row of setting.
create table logo (
    -- Made from the content, with the ending of its kind: whatever is under a name stays as it is.
    name text collate binary not null,
    -- Base64.
    content text not null,
    constraint logo_pk primary key (name)
);
