-- What was spent of each bucket. Unlogged: a crash of the database makes all buckets whole, which costs an hour of
-- guesses; in return counting a request flushes nothing to disk. The key is a keyed hash of the limit and of whom
-- it counts, never an address. No index by time: an update stays on its page, and the sweep may read them all.
create unlogged table limit_buckets (
  key uuid primary key,
  spent double precision not null,
  at timestamptz not null,
  constraint limit_buckets_spent check (spent >= 0)
) with (fillfactor = 70);

-- What a request took of which buckets, to be given back by its id: of an order, when it is paid.
create unlogged table limit_receipts (
  id uuid primary key,
  takes jsonb not null,
  at timestamptz not null
);

-- How many requests each limit refused, by hour.
create unlogged table limit_refusals (
  limit_name text not null,
  hour timestamptz not null,
  count bigint not null,
  primary key (limit_name, hour),
  constraint limit_refusals_count check (count > 0)
);

-- What an admin has set, and all that was set before: the latest row of a name counts.
create table limit_settings (
  id uuid primary key,
  limit_name text not null,
  burst integer not null,
  per_hour integer not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  constraint limit_settings_bounds check (burst between 1 and 1000000 and per_hour between 1 and 1000000),
  constraint limit_settings_recover check (per_hour::bigint * 24 >= burst)
);

create index limit_settings_by_name on limit_settings (limit_name, changed_at desc, id desc);
