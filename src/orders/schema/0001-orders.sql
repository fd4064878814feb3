-- A buyer's claim on places, with a deadline. A ready order is the hold.
--
-- Only the primary key begins with (store_id, id): while a table is young and unmeasured, PostgreSQL
-- takes two indexes that begin alike for equally good, and keeps the wrong one for a session's
-- foreign key checks (seen: 544 claims/s instead of 15,000 after 40,000 orders).
create table orders (
  store_id uuid not null references stores (id),
  id uuid not null,
  number text not null,
  buyer_id uuid, -- no foreign key: accounts have keys of their own, and leaving empties it
  title text not null,
  status text not null,
  amount bigint not null check (amount >= 0),
  currency text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  pinned_at timestamptz, -- a payment is being settled: until it is, the order cannot expire
  paid_at timestamptz,
  canceled_at timestamptz,
  failed_at timestamptz,
  failure text,
  primary key (store_id, id),
  constraint orders_number_once unique (number, store_id),
  constraint orders_status check (status in ('ready', 'paid', 'failed', 'canceled')),
  constraint orders_paid_at check (status <> 'paid' or paid_at is not null),
  constraint orders_canceled_at check ((status = 'canceled') = (canceled_at is not null)),
  constraint orders_failed_at check ((status = 'failed') = (failed_at is not null)),
  constraint orders_failure check (
    (status = 'failed') = (failure is not null) and (failure is null or failure = 'expired')
  )
);

create index orders_by_buyer on orders (buyer_id, id);
-- How many unpaid orders a buyer has in a store; without it a young table is read whole (seen: 631
-- claims/s over HTTP instead of 2,563).
create index orders_ready on orders (buyer_id, store_id) where status = 'ready';
create index orders_expiring on orders (store_id, expires_at)
  where status = 'ready' and pinned_at is null;

create table order_lines (
  store_id uuid not null,
  order_id uuid not null,
  place_id uuid not null,
  buyer_id uuid,
  quantity integer not null check (quantity > 0),
  unit_price bigint not null check (unit_price >= 0),
  status text not null,
  primary key (store_id, order_id, place_id),
  foreign key (store_id, order_id) references orders (store_id, id),
  foreign key (store_id, place_id) references places (store_id, id),
  constraint order_lines_status check (status in ('held', 'sold', 'released'))
);

-- The pair of "the same buyer asking again gets the same order": two holds of one place cannot be written.
create unique index order_lines_one_hold on order_lines (store_id, place_id, buyer_id)
  where status = 'held';
create index order_lines_sold on order_lines (store_id, place_id) where status = 'sold';

-- The only ways an order may go, whoever asks.
create function orders_move() returns trigger
  language plpgsql as $$
begin
  if old.status = new.status
    or (old.status, new.status) in (
      ('ready', 'paid'), ('ready', 'failed'), ('ready', 'canceled'), ('paid', 'canceled'),
      ('failed', 'paid') -- money came late and the places could be taken again
    )
  then
    return new;
  end if;
  raise exception 'an order cannot go from % to %', old.status, new.status
    using errcode = 'check_violation', constraint = 'orders_move';
end $$;

create trigger orders_move before update of status on orders
  for each row execute function orders_move();
