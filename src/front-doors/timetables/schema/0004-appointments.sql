-- What a shop does, and who does it. A person's quarter of an hour is a place of capacity 1:
-- `person/<id>/<date>/<HH:MM>`; what is booked of it is one too: `appointment/<person>/<date>/<HH:MM>/<services>`.

-- Never deleted: what was booked of it keeps its name.
create table shop_services (
  store_id uuid not null references stores (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 60),
  category text not null check (char_length(category) <= 40),
  description text not null check (char_length(description) <= 500),
  minutes integer not null,
  cleanup_minutes integer not null,
  price_kind text not null check (price_kind in ('fixed', 'from', 'asked')),
  price bigint, -- null: it is told after a consultation
  deposit bigint not null,
  hidden boolean not null,
  position integer not null,
  retired_at timestamptz,
  primary key (store_id, id),
  constraint shop_services_minutes check (minutes between 5 and 480 and minutes % 5 = 0),
  constraint shop_services_cleanup
    check (cleanup_minutes between 0 and 120 and cleanup_minutes % 5 = 0),
  constraint shop_services_priced
    check ((price is null) = (price_kind = 'asked') and price between 0 and 1000000000),
  constraint shop_services_deposit
    check (deposit between 0 and 1000000000 and (price is null or deposit <= price))
);
create unique index shop_services_named_once on shop_services (store_id, name)
  where retired_at is null;

-- Never deleted either.
create table shop_people (
  store_id uuid not null references stores (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 40),
  introduction text not null check (char_length(introduction) <= 200),
  position integer not null,
  retired_at timestamptz,
  primary key (store_id, id)
);
create unique index shop_people_named_once on shop_people (store_id, name)
  where retired_at is null;

create table person_services (
  store_id uuid not null,
  person_id uuid not null,
  service_id uuid not null,
  primary key (store_id, person_id, service_id),
  foreign key (store_id, person_id) references shop_people (store_id, id),
  foreign key (store_id, service_id) references shop_services (store_id, id)
);

-- Dates on which a person works at other hours than in every week, or not at all.
create table person_days (
  store_id uuid not null,
  person_id uuid not null,
  date date not null,
  primary key (store_id, person_id, date),
  foreign key (store_id, person_id) references shop_people (store_id, id)
);

-- When a person works; what is between two of a day is a break. In minutes from the midnight of the date.
create table person_hours (
  store_id uuid not null,
  person_id uuid not null,
  weekday integer check (weekday between 1 and 7), -- 1 is Monday
  date date,
  begins integer not null check (begins between 0 and 1439 and begins % 15 = 0),
  ends integer not null check (ends <= 2160 and ends % 15 = 0),
  foreign key (store_id, person_id) references shop_people (store_id, id),
  foreign key (store_id, person_id, date) references person_days (store_id, person_id, date),
  constraint person_hours_of_weekday_or_date check (num_nonnulls(weekday, date) = 1),
  constraint person_hours_in_order check (begins < ends),
  constraint person_hours_once
    unique nulls not distinct (store_id, person_id, weekday, date, begins)
);

create table shop_closed_dates (
  store_id uuid not null references stores (id),
  date date not null,
  primary key (store_id, date)
);

create table appointment_terms (
  store_id uuid primary key references stores (id),
  step_minutes integer not null check (step_minutes in (15, 30, 60)),
  horizon_days integer not null check (horizon_days between 0 and 365), -- 0: today only
  lead_minutes integer not null check (lead_minutes between 0 and 10080),
  services_most integer not null check (services_most between 1 and 5)
);

-- How the order of an appointment came to the shop, and whether its guest is there. Under the lock of its order.
create table attendances (
  store_id uuid not null,
  order_id uuid not null,
  source text not null check (source in ('online', 'phone', 'walk-in', 'block')),
  arrived_at timestamptz,
  finished_at timestamptz,
  -- Until when the order had its person before the rest was given back; null: it has all of its time.
  ended_early_of timestamptz,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint attendances_arrived_first
    check (finished_at is null or source = 'block' or arrived_at is not null),
  constraint attendances_block_is_nobody check (source <> 'block' or arrived_at is null)
);
