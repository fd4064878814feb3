-- What happened, written with what happened; delivered after the commit, at least once.
create table outbox (
  id bigint generated always as identity primary key,
  store_id uuid,
  topic text not null,
  subject_id uuid not null, -- events of one subject are delivered in order
  body jsonb not null,
  at timestamptz not null
);
