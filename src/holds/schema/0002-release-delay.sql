-- How long at most what was let go stays away, as admins have set it, and all that was set before: the latest
-- row counts.
create table release_delays (
  id uuid primary key,
  seconds integer not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  constraint release_delays_bounds check (seconds between 0 and 600)
);

create index release_delays_latest on release_delays (changed_at desc, id desc);
