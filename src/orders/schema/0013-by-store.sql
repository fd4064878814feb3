-- The store entered it itself, for somebody who called or came: its buyer is no account, and it is free.
alter table orders add column by_store boolean not null default false;
alter table orders add constraint orders_by_store_free check (not by_store or amount = 0);
-- When the store gave it other lines last: those that it left then are of no move.
alter table orders add column arranged_at timestamptz;
