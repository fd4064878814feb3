-- People who buy without an account: a name for nobody, an address that cannot exist, no password.
alter table accounts add column is_guest boolean not null default false;
alter table accounts add constraint accounts_guests_buy check (not is_guest or role = 'customer');
create index accounts_guests on accounts (created_at) where is_guest;

-- How a guest is reached about what they bought; encrypted.
create table guest_contacts (
  account_id uuid primary key references accounts (id),
  email text not null,
  phone text not null
);

-- Guests who signed in: of whose account their orders become. Kept until no request that began before can
-- write in the guest's name any more.
create table guest_joins (
  guest_id uuid primary key,
  account_id uuid not null,
  joined_at timestamptz not null,
  moved_at timestamptz
);

create index guest_joins_by_time on guest_joins (joined_at);
