-- Every process remembers for a minute who asks. The tables themselves say when that has changed,
-- whoever wrote it: a message names accounts, and is heard by every process once it is committed.
create function tell_caller() returns trigger
  language plpgsql as $$
begin
  perform pg_notify(
    'jari_callers',
    coalesce(case tg_op when 'DELETE' then to_jsonb(old) else to_jsonb(new) end ->> tg_argv[0], '')
  );
  return null;
end $$;

-- Sessions end in crowds: a message takes 8,000 bytes, which is 200 ids.
create function tell_callers() returns trigger
  language plpgsql as $$
begin
  perform pg_notify('jari_callers', string_agg(account_id::text, ','))
     from (
       select account_id, (row_number() over ()) / 200 as part
         from (select distinct account_id from gone) as one
     ) as each
    group by part;
  return null;
end $$;

create trigger sessions_gone after delete on sessions
  referencing old table as gone
  for each statement execute function tell_callers();
create trigger sessions_shortened after update of expires_at on sessions
  for each row when (new.expires_at < old.expires_at)
  execute function tell_caller('account_id');
create trigger accounts_changed_role after update of role on accounts
  for each row when (new.role <> old.role)
  execute function tell_caller('id');
create trigger api_keys_changed after update of scopes, expires_at, revoked_at on api_keys
  for each row execute function tell_caller('account_id');
create trigger api_keys_gone after delete on api_keys
  for each row execute function tell_caller('account_id');

-- The test clock ends keys of everybody at once: a message that names nobody.
create trigger clock_moved after update on clock
  for each statement execute function tell_caller();
