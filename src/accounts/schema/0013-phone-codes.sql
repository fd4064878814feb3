-- A code that was sent by text message and proves a number; the last one of each account. Six digits are few:
-- its hash is keyed, and it may be tried five times.
create table phone_codes (
  account_id uuid primary key references accounts (id),
  id uuid not null, -- of its text
  phone text not null, -- encrypted
  code_hash text not null,
  tries smallint not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint phone_codes_tries check (tries between 0 and 5),
  constraint phone_codes_hash check (code_hash ~ '^[0-9a-f]{64}$'),
  constraint phone_codes_expire_soon check (
    expires_at > created_at and expires_at <= created_at + interval '5 minutes'
  )
);

create index phone_codes_by_expiry on phone_codes (expires_at);

-- The number that an account has proven to have: one of each account, one account of each number.
create table verified_phones (
  account_id uuid primary key references accounts (id),
  phone text not null, -- encrypted
  phone_index text not null, -- its blind index: a keyed hash
  verified_at timestamptz not null,
  constraint verified_phones_one_account unique (phone_index)
);
