-- Addresses at which calendar programs read somebody's bookings, or those of a store they work at. What the
-- address ends in is kept as its SHA-256 only; a new one replaces the old.
create table calendar_feeds (
  secret_hash text primary key,
  account_id uuid not null references accounts (id),
  store_id uuid, -- null: the account's own bookings
  made_at timestamptz not null,
  constraint calendar_feeds_secret_hash check (secret_hash ~ '^[A-Za-z0-9_-]{43}$'),
  constraint calendar_feeds_one unique nulls not distinct (account_id, store_id)
);
