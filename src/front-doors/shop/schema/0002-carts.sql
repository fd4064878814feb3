-- What somebody means to buy at a store, in the terms of its doors. It claims nothing.
create table cart_lines (
  store_id uuid not null references stores (id),
  buyer_id uuid not null, -- no foreign key: accounts have keys of their own
  item jsonb not null,    -- { variantId }, or { door, … } of another door
  id uuid not null,
  quantity integer not null check (quantity between 1 and 100),
  seen_price bigint not null check (seen_price >= 0), -- of one, when it was last put
  added_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (store_id, buyer_id, item)
);

create index cart_lines_of_buyer on cart_lines (buyer_id);
create index cart_lines_old on cart_lines (changed_at);

-- What an order takes out of its buyer's cart once it is paid.
create table cart_orders (
  store_id uuid not null,
  order_id uuid not null,
  buyer_id uuid not null,
  lines jsonb not null, -- [{ item, quantity }]
  taken_at timestamptz,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id)
);

create index cart_orders_of_buyer on cart_orders (buyer_id) where taken_at is null;
