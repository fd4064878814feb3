-- What a store has told on phones: its guests what became of their bookings, and up to three of the people
-- who work there its news. A message costs money, so there are only so many in a month.
create table text_settings (
  store_id uuid primary key references stores (id),
  guests boolean not null,
  most integer not null, -- in a month of the store's time zone
  topics text[] not null,
  quiet_from time, -- news wait from then ...
  quiet_until time, -- ... until then, past midnight too
  constraint text_settings_most check (most between 0 and 100000),
  constraint text_settings_topics
    check (topics <@ array['bookings', 'cancellations', 'payments', 'moves', 'returns', 'stock']),
  constraint text_settings_quiet check (
    (quiet_from is null) = (quiet_until is null) and quiet_from <> quiet_until
  )
);

-- Whose verified number gets the news: no number is kept here.
create table notice_phones (
  store_id uuid not null references stores (id),
  position integer not null,
  account_id uuid not null,
  primary key (store_id, position),
  constraint notice_phones_at_most_three check (position between 1 and 3),
  constraint notice_phones_once unique (account_id, store_id)
);

-- How many a store has sent in a month, and how many it would at that time.
create table text_months (
  store_id uuid not null references stores (id),
  month date not null, -- its first day
  sent integer not null,
  most integer not null,
  primary key (store_id, month),
  constraint text_months_first_day check (extract(day from month) = 1),
  constraint text_months_within check (sent between 0 and most)
);

create index text_months_by_month on text_months (month);
