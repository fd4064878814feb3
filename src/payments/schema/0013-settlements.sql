-- What gateways settled of each payment, as they list it; a refund is negative. Written again when a gateway corrects it.
create table settlements (
  store_id uuid not null,
  payment_id uuid not null,
  key text not null, -- the gateway's id of the transaction
  amount bigint not null,
  payout bigint not null, -- amount less the gateway's fees
  sold_on date not null, -- the day it is settled by
  paid_out_on date,
  primary key (payment_id, key, store_id), -- a transaction counts once
  foreign key (store_id, payment_id) references payments (store_id, id),
  constraint settlements_amount check (amount <> 0),
  constraint settlements_key check (char_length(key) between 1 and 200),
  constraint settlements_paid_out check (paid_out_on >= sold_on)
);

-- How far each gateway's settlements were read, and who reads them just now.
create table settlement_reads (
  gateway text primary key,
  read_until timestamptz, -- null: never
  check_at timestamptz not null
);
