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
