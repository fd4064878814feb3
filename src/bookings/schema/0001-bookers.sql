-- The person an order is for. Sealed in the row; emptied when the account leaves, while the order
-- stays.
create table bookers (
  store_id uuid not null,
  order_id uuid not null,
  name text,
  phone text,
  message text,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id)
);
