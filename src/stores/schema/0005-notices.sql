-- What a store wants to be told of by mail, and where. A store without a row is told of everything; one
-- without an address is told at its owner's.
create table notice_settings (
  store_id uuid primary key references stores (id),
  topics text[] not null,
  constraint notice_settings_topics
    check (topics <@ array['bookings', 'cancellations', 'payments', 'moves'])
);

create table notice_addresses (
  store_id uuid not null references stores (id),
  position integer not null,
  address text not null,
  primary key (store_id, position),
  constraint notice_addresses_at_most_five check (position between 1 and 5),
  constraint notice_addresses_once unique (address, store_id),
  constraint notice_addresses_one_address check (
    address = lower(address) and char_length(address) <= 254 and address ~ '^[^@[:space:]]+@[^@[:space:]]+$'
  )
);
