-- Challenges whose answer was used, until they end. Unlogged: after a crash of the database an answer counts once
-- more for the minutes that are left to it.
create unlogged table proofs_used (
  id uuid primary key,
  ends_at timestamptz not null
);

create index proofs_used_by_end on proofs_used (ends_at);

-- How many proofs were asked for and given, by hour.
create unlogged table proof_counts (
  hour timestamptz primary key,
  asked bigint not null,
  given bigint not null,
  constraint proof_counts_positive check (asked >= 0 and given >= 0)
);

-- What an admin has set, and all that was set before: the latest row counts.
create table proof_settings (
  id uuid primary key,
  from_percent integer not null,
  least integer not null,
  most integer not null,
  changed_by uuid not null,
  changed_at timestamptz not null,
  constraint proof_settings_share check (from_percent between 0 and 100),
  constraint proof_settings_work check (1 <= least and least <= most and most <= 2500)
);

create index proof_settings_latest on proof_settings (changed_at desc, id desc);
