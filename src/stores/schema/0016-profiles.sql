-- What guests read of a place before they come: all of it is public, and any part may be left out.
create table store_profiles (
  store_id uuid primary key references stores (id),
  category text, -- one of its door's categories; a door with kinds goes by these
  postcode text not null,
  address text not null,
  detail text not null,
  -- Of the address: what lists are narrowed to.
  province text,
  district text,
  latitude double precision,
  longitude double precision,
  phone text not null,
  hours_note text not null,
  price_least bigint, -- per head, in minor units of the store's currency
  price_most bigint,
  parking text not null,
  notes text not null,
  tags text[] not null,
  constraint store_profiles_texts check (
    char_length(postcode) <= 10 and char_length(address) <= 200 and char_length(detail) <= 100
    and char_length(phone) <= 60 and char_length(hours_note) <= 200 and char_length(parking) <= 300
    and char_length(notes) <= 1000
  ),
  constraint store_profiles_on_earth check (
    (latitude is null) = (longitude is null)
    and (latitude is null or latitude between -90 and 90 and longitude between -180 and 180)
  ),
  constraint store_profiles_price_range check (
    price_least between 0 and 1000000000 and price_most between 0 and 1000000000
    and price_least <= price_most
  ),
  constraint store_profiles_tags check (cardinality(tags) <= 10),
  constraint store_profiles_area check (province is not null or district is null)
);

create index store_profiles_by_area on store_profiles (province, district, store_id)
  where province is not null;
create index store_profiles_by_category on store_profiles (category, store_id) where category is not null;

-- When people find it open, in its time zone. One that closes no later than it opens closes on the next day.
create table store_hours (
  store_id uuid not null references stores (id),
  weekday integer not null,
  opens time not null,
  closes time not null,
  primary key (store_id, weekday, opens),
  constraint store_hours_weekday check (weekday between 1 and 7)
);

-- What is served or done, with prices: only to read, nothing is sold by it.
create table menu_sections (
  store_id uuid not null references stores (id),
  position integer not null,
  name text not null,
  primary key (store_id, position),
  constraint menu_sections_at_most_twenty check (position between 1 and 20),
  constraint menu_sections_name check (char_length(name) <= 40)
);

create table menu_items (
  store_id uuid not null,
  section integer not null,
  position integer not null,
  name text not null,
  description text not null,
  price bigint, -- in minor units of the store's currency; null: it is said on the spot
  sold_out boolean not null,
  primary key (store_id, section, position),
  foreign key (store_id, section) references menu_sections (store_id, position),
  constraint menu_items_at_most_hundred check (position between 1 and 100),
  constraint menu_items_texts check (
    char_length(name) between 1 and 80 and char_length(description) <= 300
  ),
  constraint menu_items_price check (price between 0 and 1000000000)
);

-- What searches find a store by, as kernel/search-tokens.ts makes it of its name, area, category and tags. A job
-- writes it for stores without a row.
create table store_words (
  store_id uuid primary key references stores (id),
  tokens text[] not null,
  folded text not null -- the first line is the name
);

create index store_words_found on store_words using gin (tokens);
