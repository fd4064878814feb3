-- A concert is a store. Its hall: all seats that it has, whatever the date.
create table halls (
  store_id uuid primary key references stores (id),
  name text not null check (char_length(name) <= 80),
  version integer not null check (version > 0), -- another one after each change of seats or prices
  seats integer not null check (seats >= 0) -- how many, so that nobody has to count them
);

create table price_levels (
  store_id uuid not null references stores (id),
  code text not null,
  name text not null,
  price bigint not null check (price >= 0),
  position integer not null,
  retired boolean not null default false, -- only seats that are in the hall no more have it
  primary key (store_id, code)
);

-- A seat that was sold once keeps its row for ever: bookings are described by it.
create table seats (
  store_id uuid not null references stores (id),
  id integer not null check (id between 1 and 1000000),
  section text not null,
  row text not null,
  number integer not null check (number between 1 and 9999),
  x integer not null,
  y integer not null,
  level text not null,
  kind text not null,
  retired boolean not null default false,
  primary key (store_id, id),
  constraint seats_once unique (store_id, section, row, number),
  constraint seats_have_level foreign key (store_id, level)
    references price_levels (store_id, code),
  constraint seats_kind check (kind in ('regular', 'wheelchair', 'companion'))
);

create table performances (
  store_id uuid not null references stores (id),
  id uuid not null,
  starts_at timestamptz not null,
  sales_from timestamptz not null,
  sales_until timestamptz,
  canceled_at timestamptz,
  cancel_reason text,
  primary key (store_id, id),
  constraint performances_once unique (store_id, starts_at),
  constraint performances_sales check (sales_from < coalesce(sales_until, starts_at)),
  constraint performances_canceled check ((canceled_at is null) = (cancel_reason is null))
);

create table held_back_seats (
  store_id uuid not null,
  performance_id uuid not null,
  seat_id integer not null,
  note text not null check (char_length(note) <= 200),
  held_at timestamptz not null,
  primary key (store_id, performance_id, seat_id),
  foreign key (store_id, performance_id) references performances (store_id, id),
  foreign key (store_id, seat_id) references seats (store_id, id)
);

-- How often a code may be used is the capacity of its place, `presale/<id>`.
create table presale_codes (
  store_id uuid not null references stores (id),
  id uuid not null,
  name text not null,
  code text not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  uses_most integer not null check (uses_most > 0),
  retired_at timestamptz,
  primary key (store_id, id),
  constraint presale_codes_once unique (store_id, code),
  constraint presale_codes_valid check (valid_from < valid_until)
);

-- For which performances a code is valid; none here: for all of its concert.
create table presale_code_performances (
  store_id uuid not null,
  code_id uuid not null,
  performance_id uuid not null,
  primary key (store_id, code_id, performance_id),
  foreign key (store_id, code_id) references presale_codes (store_id, id),
  foreign key (store_id, performance_id) references performances (store_id, id)
);

-- Wrong codes of an account in an hour.
create table presale_attempts (
  store_id uuid not null references stores (id),
  account_id uuid not null,
  since timestamptz not null,
  wrong integer not null,
  primary key (store_id, account_id)
);

create index performances_canceled on performances (canceled_at) where canceled_at is not null;
