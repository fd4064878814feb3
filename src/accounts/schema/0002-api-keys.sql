-- Keys with which services ask in an account's name. What a key is asked with is kept as its
-- SHA-256 only; whoever reads this table can ask nothing.
create table api_keys (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  slot smallint not null, -- which of the account's twenty it is
  name text not null,
  secret_hash text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz, -- to the minute
  expires_at timestamptz,
  revoked_at timestamptz,
  constraint api_keys_name check (char_length(name) between 1 and 60),
  constraint api_keys_secret_hash check (secret_hash ~ '^[A-Za-z0-9_-]{43}$'),
  constraint api_keys_secret_once unique (secret_hash),
  constraint api_keys_scopes check (
    cardinality(scopes) > 0
    and scopes <@ array['timetables:reserve', 'timetables:write', 'shops:read']
  ),
  constraint api_keys_expire_later check (expires_at > created_at),
  constraint api_keys_revoked_later check (revoked_at >= created_at),
  constraint api_keys_twenty check (slot between 1 and 20)
);

-- With `api_keys_twenty`: an account has twenty keys that are not revoked, and no more.
create unique index api_keys_slot_once on api_keys (account_id, slot) where revoked_at is null;

create index api_keys_by_account on api_keys (account_id);
