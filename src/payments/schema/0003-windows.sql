-- Gateways whose window is opened by a script of theirs, and money that comes by bank transfer.
alter table payments
  add column launch jsonb, -- what the gateway's script is started with
  add column deposit jsonb, -- the account that money is expected on
  add column receipt_url text;

-- What gateways told us: kept once, looked into after we have answered.
create table webhook_events (
  gateway text not null,
  event_id text not null,
  kind text not null,
  trust text not null check (trust in ('signed', 'unsigned')),
  reference text,
  approval_reference text,
  came_at timestamptz not null,
  constraint webhook_events_of_something check (reference is not null or approval_reference is not null),
  primary key (gateway, event_id)
);

create index payments_by_reference on payments (gateway, reference);
create index payments_by_approval on payments (gateway, approval_reference);

-- Each gateway's payments are looked at apart from the others'.
drop index payments_to_check;
create index payments_to_check on payments (gateway, check_at) where check_at is not null;

-- How far each gateway's list has been compared with our books, and who compares it just now.
create table comparisons (
  gateway text primary key,
  compared_until timestamptz not null,
  check_at timestamptz not null
);
