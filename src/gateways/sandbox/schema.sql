-- The sandbox's ledger: what its gateways did.
create table if not exists payments (
  id text primary key, -- the gateway's own: tid, imp_uid, transactionId, paymentKey, pi_…
  gateway text not null,
  order_id text not null, -- the merchant's
  window_key text not null unique, -- in the window's address; knowing it is being the buyer
  title text not null,
  amount integer not null check (amount > 0),
  tax_free integer not null check (tax_free between 0 and amount),
  vat integer not null check (vat between 0 and amount - tax_free),
  currency text not null,
  status text not null, -- in the gateway's own words
  token text,
  method text not null,
  detail text not null, -- JSON: what only this gateway knows
  created_at integer not null -- milliseconds since 1970, by the sandbox's clock
) strict;

create index if not exists payments_by_order on payments (order_id);

-- Movements of money: append-only, one capture, refunds up to the captured amount.
create table if not exists moves (
  seq integer primary key autoincrement,
  id text not null unique,
  payment_id text not null references payments (id),
  type text not null check (type in ('approval', 'refund')),
  amount integer not null check (amount > 0),
  tax_free integer not null check (tax_free between 0 and amount),
  vat integer not null check (vat between 0 and amount - tax_free),
  note text,
  at integer not null
) strict;

create index if not exists moves_by_payment on moves (payment_id);
create unique index if not exists moves_approved_once on moves (payment_id)
  where type = 'approval';

create trigger if not exists moves_within_payment before insert on moves
  when new.type = 'refund'
begin
  select raise(abort, 'more given back than was taken')
   where new.amount > (
     select coalesce(sum(case type when 'approval' then amount else -amount end), 0)
       from moves where payment_id = new.payment_id
   );
end;

create trigger if not exists moves_stay before update on moves
begin
  select raise(abort, 'what happened stays');
end;

create trigger if not exists moves_remain before delete on moves
begin
  select raise(abort, 'what happened stays');
end;

-- Pending refunds; at `due_at` they complete or fail.
create table if not exists pending_refunds (
  id text primary key,
  payment_id text not null references payments (id),
  amount integer not null check (amount > 0),
  tax_free integer not null,
  vat integer not null,
  note text,
  ends text not null check (ends in ('succeed', 'fail')),
  state text not null default 'pending' check (state in ('pending', 'done', 'failed')),
  asked_at integer not null,
  due_at integer not null
) strict;

create table if not exists settings (name text primary key, value any not null) strict;

-- Planted faults; each is used once.
create table if not exists faults (
  seq integer primary key autoincrement,
  plan text not null, -- JSON
  gateway text not null,
  operation text not null,
  order_id text,
  remaining integer not null
) strict;

-- Calls of an operation by order: the only input of a storm besides its seed.
create table if not exists calls (
  gateway text not null,
  operation text not null,
  order_id text not null,
  count integer not null,
  primary key (gateway, operation, order_id)
) strict;

-- Stored replies by Idempotency-Key.
create table if not exists kept_answers (
  gateway text not null,
  key text not null, -- with all that belongs to its scope
  fingerprint text not null,
  status integer not null,
  body text not null,
  at integer not null,
  primary key (gateway, key)
) strict;

-- Webhooks, retried by each gateway's schedule.
create table if not exists webhooks (
  seq integer primary key autoincrement,
  gateway text not null,
  event_id text not null,
  order_id text not null,
  url text not null,
  body text not null,
  spoiled text, -- how it is forged, if a fault says so
  created_at integer not null,
  due_at integer, -- null: delivered, or given up
  tries integer not null default 0,
  answers text not null default '[]' -- JSON: the status of each try, 0 for none
) strict;

create index if not exists webhooks_due on webhooks (due_at) where due_at is not null;

-- Events, for gateways with an events API.
create table if not exists events (
  seq integer primary key autoincrement,
  gateway text not null,
  id text not null unique,
  type text not null,
  body text not null, -- JSON
  at integer not null
) strict;

-- Uncaptured holds, released when they expire.
create index if not exists payments_held on payments (created_at)
  where status = 'requires_capture';

-- Text messages, which go to nobody.
create table if not exists texts (
  seq integer primary key autoincrement,
  id text not null unique,
  recipient text not null,
  sender text not null,
  text text not null,
  at integer not null
) strict;

-- Salts of signatures: each is used once.
create table if not exists text_salts (salt text primary key, at integer not null) strict;

-- What is known of a text besides: the sender's own field, and of a message of Kakao its template.
create table if not exists text_details (
  id text primary key,
  custom text not null, -- JSON
  template text,
  variables text, -- JSON
  reached text not null check (reached in ('SMS', 'LMS', 'ATA'))
) strict;
