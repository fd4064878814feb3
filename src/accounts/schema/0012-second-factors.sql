-- A second factor of an account: a secret that an authenticator app shares, sealed by the key ring.
create table second_factors (
  account_id uuid primary key references accounts (id),
  secret text not null,
  created_at timestamptz not null,
  confirmed_at timestamptz, -- null: it was shown, and no code of it has come yet
  last_step bigint not null default 0, -- the time step of the last code that was accepted
  constraint second_factors_sealed check (starts_with(secret, 'v1.')),
  constraint second_factors_in_order check (confirmed_at >= created_at)
);

-- Codes that are accepted once, for whoever has lost the app. Only a keyed hash of each is here.
create table recovery_codes (
  account_id uuid not null references second_factors (account_id) on delete cascade,
  hash text not null,
  used_at timestamptz,
  constraint recovery_codes_hash check (hash ~ '^[\w-]{43}$'),
  primary key (account_id, hash)
);

-- Devices that are asked for no code for a while: a keyed hash of the id in the cookie of a known device.
create table remembered_devices (
  account_id uuid not null references second_factors (account_id) on delete cascade,
  device text not null,
  expires_at timestamptz not null,
  constraint remembered_devices_hash check (device ~ '^[\w-]{43}$'),
  primary key (account_id, device)
);

-- No code is accepted twice, whatever the code above it does.
create function refuse_used_code() returns trigger
  language plpgsql as $$
begin
  raise exception 'a code is accepted once' using errcode = 'check_violation', table = tg_table_name;
end $$;

create trigger second_factors_step_once before update of last_step on second_factors
  for each row when (new.last_step <= old.last_step)
  execute function refuse_used_code();

create trigger recovery_codes_used_once before update of used_at on recovery_codes
  for each row when (old.used_at is not null)
  execute function refuse_used_code();

-- Passkeys: public keys of authenticators that verify who uses them.
create table passkeys (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  slot smallint not null,
  credential_id text not null,
  public_key text not null,
  counter bigint not null,
  transports text[] not null,
  name text not null check (char_length(name) between 1 and 60),
  is_synced boolean not null, -- kept by the maker of the device, on all devices of the person
  created_at timestamptz not null,
  last_used_at timestamptz,
  regressed_at timestamptz, -- a counter came that was no higher than the last: there may be a copy
  constraint passkeys_once unique (credential_id),
  constraint passkeys_slot_once unique (account_id, slot),
  constraint passkeys_ten check (slot between 1 and 10),
  constraint passkeys_counter check (counter >= 0)
);

-- Challenges that were answered, until they expire: none is answered twice.
create table answered_challenges (
  challenge text primary key,
  expires_at timestamptz not null
);

create index answered_challenges_by_expiry on answered_challenges (expires_at);

-- Begun with two factors: a password and a code, or a passkey.
alter table sessions add column is_strong boolean not null default false;

create trigger sessions_strengthened after update of is_strong on sessions
  for each row when (new.is_strong <> old.is_strong)
  execute function tell_caller('account_id');

-- A passkey is a way in as well.
create or replace function credentials_leave_a_way_in() returns trigger
  language plpgsql set search_path from current as $$
begin
  if exists (select from accounts where id = old.account_id)
     and not exists (select from credentials where account_id = old.account_id)
     and not exists (select from passkeys where account_id = old.account_id) then
    raise exception 'the account % would have no way in', old.account_id
      using errcode = 'check_violation', constraint = 'credentials_leave_a_way_in';
  end if;
  return null;
end $$;

create constraint trigger passkeys_leave_a_way_in after delete on passkeys
  deferrable initially deferred
  for each row execute function credentials_leave_a_way_in();
