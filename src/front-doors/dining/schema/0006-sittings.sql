-- How the order of a party came to the restaurant, and whether it sits at its tables. Under the lock of its order.
create table sittings (
  store_id uuid not null,
  order_id uuid not null,
  source text not null check (source in ('online', 'phone', 'walk-in', 'block')),
  seated_at timestamptz,
  finished_at timestamptz,
  -- Until when the order had its tables before the rest was given back; null: it has all of its time.
  ended_early_of timestamptz,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint sittings_seated_first
    check (finished_at is null or source = 'block' or seated_at is not null),
  constraint sittings_block_sits_nobody check (source <> 'block' or seated_at is null)
);
