-- A store may hold something only briefly until a payment is started: then it is held until this instant.
alter table orders add column started_until timestamptz;
alter table orders add constraint orders_started_until check (started_until > created_at);
