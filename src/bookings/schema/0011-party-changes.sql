-- The guest of a party changes how many come, alone or with the time (a move with the same id). Both count among the
-- three changes of a booking.
create table party_changes (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  change_number integer not null,
  from_units integer not null,
  to_units integer not null,
  changed_at timestamptz not null,
  primary key (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint party_changes_once unique (order_id, change_number, store_id),
  constraint party_changes_at_most check (change_number between 1 and 3),
  constraint party_changes_units check (from_units > 0 and to_units > 0 and from_units <> to_units)
);
