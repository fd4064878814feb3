-- Who has paid for something once: their holds are counted by account alone, and more generously.
create table hold_payers (
  account_id uuid primary key,
  paid_at timestamptz not null
);
