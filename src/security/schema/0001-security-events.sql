-- What happened to accounts: signing in, refused attempts, keys, limits. The same within an hour is one row with a
-- count, so that an attack fills no disk. Addresses are shortened before they come here.
create table security_events (
  id uuid primary key,
  hour timestamptz not null,
  kind text not null,
  refusal text not null, -- the type of the problem; empty: it was done
  account_id uuid, -- null: unknown, or nobody's
  network text not null,
  times integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  constraint security_events_kind check (kind ~ '^[a-z][a-z-]{1,39}$'),
  constraint security_events_hour check (hour = date_trunc('hour', hour, 'UTC')),
  constraint security_events_times check (times > 0),
  constraint security_events_in_order check (hour <= first_at and first_at <= last_at),
  constraint security_events_once unique nulls not distinct (hour, kind, refusal, account_id, network)
);

create index security_events_by_time on security_events (last_at, id);

create index security_events_by_account on security_events (account_id, last_at, id)
  where account_id is not null;
