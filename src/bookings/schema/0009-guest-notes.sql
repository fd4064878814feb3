-- What a store notes on a guest for all of their bookings, at the one where it was written last: the others find it
-- by the account or the phone. Sealed in the row; removed when the guest's account leaves, or once they are forgotten.
create table guest_notes (
  store_id uuid not null,
  order_id uuid not null,
  note text not null,
  written_at timestamptz not null,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint guest_notes_sealed check (starts_with(note, 'v1.'))
);
