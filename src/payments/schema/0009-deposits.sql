-- How long an order of a store awaits a bank transfer, once the account is issued; absent: the default.
create table deposit_terms (
  store_id uuid primary key references stores (id),
  hours integer not null,
  constraint deposit_terms_hours check (hours between 0 and 168)
);
