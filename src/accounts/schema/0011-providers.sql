-- Signing in by Kakao, Naver or Google is a row of credentials, with who somebody is at the provider. An account
-- has one of each.
create unique index credentials_one_each on credentials (account_id, provider);

-- When whoever has a session last proved to be the account: by signing in, or anew.
alter table sessions add column proven_at timestamptz not null default now();

update sessions set proven_at = created_at;

-- Nobody loses their last way in. Checked at the end, so that a way may be replaced, and an account be deleted.
create function credentials_leave_a_way_in() returns trigger
  language plpgsql set search_path from current as $$
begin
  if exists (select from accounts where id = old.account_id)
     and not exists (select from credentials where account_id = old.account_id) then
    raise exception 'the account % would have no way in', old.account_id
      using errcode = 'check_violation', constraint = 'credentials_leave_a_way_in';
  end if;
  return null;
end $$;

create constraint trigger credentials_leave_a_way_in after delete on credentials
  deferrable initially deferred
  for each row execute function credentials_leave_a_way_in();

alter table account_mails drop constraint account_mails_kind;

-- Which kinds there are is said where they are written (mails/rules.ts).
alter table account_mails add constraint account_mails_kind check (kind ~ '^[a-z][a-z-]{1,39}$');
