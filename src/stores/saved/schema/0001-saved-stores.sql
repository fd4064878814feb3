-- Stores that people want to find again. They belong to people, and the stores may be in any cell.
create table saved_stores (
  account_id uuid not null references accounts (id),
  store_id uuid not null,
  saved_at timestamptz not null,
  primary key (account_id, store_id)
);

create index saved_stores_latest on saved_stores (account_id, saved_at desc, store_id);
