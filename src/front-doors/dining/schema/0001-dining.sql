create table restaurants (
  store_id uuid primary key references stores (id),
  description text not null check (char_length(description) <= 2000)
);

create table restaurant_images (
  store_id uuid not null references restaurants (store_id),
  id uuid not null,
  position integer not null, -- the first is the main one
  alt text not null check (char_length(alt) <= 200),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  large bytea not null, -- WebP
  small bytea not null,
  primary key (store_id, id),
  constraint restaurant_images_position_once unique (position, store_id)
);

-- What is offered every week. A time or a weekday never changes in place: what was sold keeps it.
create table table_times (
  store_id uuid not null references restaurants (store_id),
  id uuid not null,
  weekday integer not null check (weekday between 1 and 7), -- 1 is Monday
  at time not null,
  capacity integer not null check (capacity > 0),
  price bigint not null check (price >= 0),
  created_at timestamptz not null,
  retired_at timestamptz,
  primary key (store_id, id)
);

create unique index table_times_once on table_times (store_id, weekday, at)
  where retired_at is null;

create table closed_dates (
  store_id uuid not null references restaurants (store_id),
  date date not null,
  primary key (store_id, date)
);

-- Who comes. Sealed in the row; emptied when the account leaves, while the order stays.
create table bookings (
  store_id uuid not null,
  order_id uuid not null,
  booker_name text,
  booker_phone text,
  booker_message text,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id)
);
