-- A site that has been used before it was asked for how long it keeps guests, and has never saved its settings, keeps them
-- until somebody decides: settings that are stored without a number of days mean that. A new site has nobody yet, and
-- begins with the default.

insert into setting (name, value)
    select 'modules', '{}' where exists (select 1 from person)
    on conflict (name) do nothing;
