-- A guest is reminded of each start of a booking a day and two hours before, once each.
create table reminders (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  starts_at timestamptz not null,
  ahead text not null,
  queued_at timestamptz not null,
  primary key (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint reminders_once unique (order_id, starts_at, ahead, store_id),
  constraint reminders_ahead check (ahead in ('day', 'hours')),
  constraint reminders_before_start check (queued_at < starts_at)
);

-- Whether guests of a store may choose another time by themselves. A store without a row lets them.
create table guest_changes (
  store_id uuid primary key references stores (id),
  is_allowed boolean not null
);

-- The how-manieth change of a booking by its guest, three at most; null: the store proposed it.
alter table moves add column change_number integer;
alter table moves add constraint moves_changes_at_most check (change_number between 1 and 3);
create unique index moves_change_once on moves (order_id, change_number, store_id)
  where change_number is not null;
