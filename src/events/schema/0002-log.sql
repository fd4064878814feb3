-- What was heard from outside says from whom; it is not told there again.
alter table outbox add column source text;

-- The log: what has happened, in the order in which it was committed. The relay alone writes it, one
-- process at a time, so that a position once seen is never followed by a lower one.
create table events (
  position bigint generated always as identity primary key,
  id uuid not null default gen_random_uuid(),
  topic text not null,
  store_id uuid,
  subject_id uuid not null,
  body jsonb not null,
  at timestamptz not null,
  source text -- null: us
);

create trigger events_stay before update on events
  for each row execute function refuse_change();

-- How far each consumer has come: what is not after its position was handled or is parked.
create table consumers (
  name text primary key,
  position bigint not null constraint consumers_position check (position >= 0)
) with (fillfactor = 20); -- moved all the time

-- What a consumer could not take, and what waits behind it for the same subject.
create table parked_events (
  consumer text not null references consumers,
  position bigint not null,
  letter_id uuid not null constraint parked_events_letter unique,
  id uuid not null,
  topic text not null,
  store_id uuid,
  subject_id uuid not null,
  body jsonb not null,
  at timestamptz not null,
  tries integer not null constraint parked_events_tries check (tries >= 0),
  error text, -- of the last try: a name, never a sentence, which may hold personal data
  parked_at timestamptz not null,
  next_try_at timestamptz, -- null: a dead letter
  primary key (consumer, position),
  constraint parked_events_why check ((tries > 0) = (error is not null)),
  constraint parked_events_dead check (next_try_at is not null or tries > 0)
);

create index parked_events_by_subject on parked_events (consumer, subject_id, position);
create index parked_events_dead_letters on parked_events (letter_id) where next_try_at is null;

-- Messages from outside that were taken in: the same one again changes nothing.
create table heard_messages (
  source text not null,
  message_id text not null,
  heard_at timestamptz not null,
  primary key (source, message_id)
);

create index heard_messages_by_age on heard_messages using brin (heard_at);
