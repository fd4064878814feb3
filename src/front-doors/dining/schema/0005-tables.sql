-- Tables of a restaurant, for parties. A table's quarter of an hour is a place of capacity 1:
-- `table/<id>/<date>/<HH:MM>`; how many guests may arrive at a time is one too: `arrival/<date>/<HH:MM>`.

create table dining_areas (
  store_id uuid not null references stores (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 40),
  position integer not null,
  retired_at timestamptz,
  primary key (store_id, id)
);
create unique index dining_areas_named_once on dining_areas (store_id, name)
  where retired_at is null;

-- Never deleted: what was sold of it keeps its name.
create table dining_tables (
  store_id uuid not null references stores (id),
  id uuid not null,
  area_id uuid not null,
  name text not null check (char_length(name) between 1 and 40),
  seats_least integer not null,
  seats_most integer not null,
  walk_in_only boolean not null,
  -- on the grid of the floor plan
  x integer not null check (x between 0 and 199),
  y integer not null check (y between 0 and 199),
  width integer not null check (width between 1 and 50),
  height integer not null check (height between 1 and 50),
  shape text not null check (shape in ('square', 'round')),
  position integer not null,
  retired_at timestamptz,
  primary key (store_id, id),
  foreign key (store_id, area_id) references dining_areas (store_id, id),
  constraint dining_tables_in_area unique (store_id, area_id, id),
  constraint dining_tables_seats check (seats_least between 1 and seats_most and seats_most <= 100)
);
create unique index dining_tables_named_once on dining_tables (store_id, name)
  where retired_at is null;

-- Which tables may be pushed together, each pair once; both are in one area.
create table table_joins (
  store_id uuid not null,
  area_id uuid not null,
  one_id uuid not null,
  other_id uuid not null,
  primary key (store_id, one_id, other_id),
  foreign key (store_id, area_id, one_id) references dining_tables (store_id, area_id, id),
  foreign key (store_id, area_id, other_id) references dining_tables (store_id, area_id, id),
  constraint table_joins_pair check (one_id < other_id)
);

-- When parties are served: every week, or on a single date instead. In minutes from the midnight of
-- the date; more than 1440 is after the next midnight.
create table service_hours (
  store_id uuid not null references stores (id),
  weekday integer check (weekday between 1 and 7), -- 1 is Monday
  date date,
  opens integer not null check (opens between 0 and 1439 and opens % 15 = 0),
  last_seating integer not null check (last_seating % 15 = 0),
  closes integer not null check (closes <= 2160 and closes % 15 = 0),
  constraint service_hours_of_weekday_or_date check (num_nonnulls(weekday, date) = 1),
  constraint service_hours_in_order check (opens <= last_seating and last_seating < closes),
  constraint service_hours_once unique nulls not distinct (store_id, weekday, date, opens)
);

create table seating_terms (
  store_id uuid primary key references stores (id),
  step_minutes integer not null check (step_minutes in (15, 30, 60)),
  horizon_days integer not null check (horizon_days between 1 and 365),
  lead_minutes integer check (lead_minutes between 0 and 1440), -- null: not on the same day
  party_most integer not null check (party_most between 1 and 100),
  waste_most integer not null check (waste_most between 0 and 100),
  pace integer not null check (pace between 1 and 10000),
  deposit bigint not null check (deposit between 0 and 1000000000),
  deposit_per text not null check (deposit_per in ('person', 'table'))
);

-- How long a party stays, by how many come; a larger one as long as the largest.
create table party_stays (
  store_id uuid not null references seating_terms (store_id),
  party_most integer not null check (party_most between 1 and 100),
  minutes integer not null check (minutes between 15 and 720 and minutes % 15 = 0),
  primary key (store_id, party_most)
);
