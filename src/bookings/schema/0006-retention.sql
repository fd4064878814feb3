-- When it is asked again whether a booker is still needed; null: there is none any more.
alter table bookers add column erase_at timestamptz;
-- The version of the consent to pass name and phone to the store; null: named before it was asked.
alter table bookers add column sharing_version integer;
update bookers set erase_at = now() + interval '30 days' where name is not null;
create index bookers_due on bookers (erase_at) where erase_at is not null;
