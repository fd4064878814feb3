-- People. What they are called and how to reach them goes when they leave.
create table accounts (
  id uuid primary key,
  email text not null,
  email_verified boolean not null default false,
  name text not null check (char_length(name) between 1 and 80),
  role text not null default 'customer',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint accounts_role check (role in ('customer', 'owner', 'admin')),
  constraint accounts_email_lower check (email = lower(email)),
  constraint accounts_email_once unique (email)
);

-- Where somebody is signed in. The token is worth nothing without the signature beside it in the cookie.
create table sessions (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  token text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  ip_address text check (ip_address = ''), -- the library's columns: we hand it neither
  user_agent text check (user_agent = ''),
  constraint sessions_token_once unique (token)
);

create index sessions_by_account on sessions (account_id);

-- How somebody proves who they are: an Argon2id hash of a password.
create table credentials (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  provider text not null,
  subject text not null, -- who they are at the provider; for a password, the account itself
  password_hash text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint credentials_once unique (provider, subject)
);

create index credentials_by_account on credentials (account_id);

-- One-time codes: to prove an address, to set a new password.
create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create index verifications_by_identifier on verifications (identifier);
