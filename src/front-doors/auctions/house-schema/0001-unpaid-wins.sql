-- Wins that an account has left unpaid, which sellers anywhere may act on. No key to accounts: it goes
-- with the account.
create table unpaid_wins (
  account_id uuid not null,
  lot_id uuid not null,
  store_id uuid not null,
  at timestamptz not null,
  primary key (account_id, lot_id)
);
