-- Where a merchant's own front end wants its buyer back, beside the payment that it started. Read once, when
-- the payment window has closed. Checked against stores.return_origins when the payment is started.
create table payment_returns (
  store_id uuid not null,
  payment_id uuid not null,
  success_url text check (success_url ~ '^https?://'),
  cancel_url text check (cancel_url ~ '^https?://'),
  primary key (store_id, payment_id),
  foreign key (store_id, payment_id) references payments (store_id, id),
  constraint payment_returns_somewhere check (num_nonnulls(success_url, cancel_url) > 0)
);
