-- The sandbox's own books: what its gateways did, whoever heard of it.
create table if not exists payments (
  tid text primary key,
  gateway text not null,
  window_key text not null unique, -- in the window's address; knowing it is being the buyer
  cid text not null,
  partner_order_id text not null,
  partner_user_id text not null,
  item_name text not null,
  item_code text,
  quantity integer not null,
  total integer not null check (total > 0),
  tax_free integer not null check (tax_free between 0 and total),
  vat integer not null check (vat between 0 and total - tax_free),
  green_deposit integer not null default 0,
  method text not null check (method in ('CARD', 'MONEY')),
  install_month integer not null default 0,
  approval_url text not null,
  cancel_url text not null,
  fail_url text not null,
  pg_token text,
  status text not null check (status in (
    'READY', 'OPEN_PAYMENT', 'AUTH_PASSWORD', 'SUCCESS_PAYMENT', 'PART_CANCEL_PAYMENT',
    'CANCEL_PAYMENT', 'FAIL_AUTH_PASSWORD', 'QUIT_PAYMENT', 'FAIL_PAYMENT'
  )),
  created_at integer not null -- milliseconds since 1970, by the sandbox's clock
) strict;

create index if not exists payments_by_order on payments (partner_order_id);

-- Money that moved: append only, never more back than was taken.
create table if not exists actions (
  seq integer primary key autoincrement,
  aid text not null unique,
  tid text not null references payments (tid),
  type text not null check (type in ('PAYMENT', 'CANCEL')),
  total integer not null check (total > 0),
  tax_free integer not null check (tax_free between 0 and total),
  vat integer not null check (vat between 0 and total - tax_free),
  payload text,
  at integer not null
) strict;

create index if not exists actions_by_payment on actions (tid);
create unique index if not exists actions_approved_once on actions (tid) where type = 'PAYMENT';

create trigger if not exists actions_within_payment before insert on actions
  when new.type = 'CANCEL'
begin
  select raise(abort, 'more given back than was taken')
   where new.total > (
     select coalesce(sum(case type when 'PAYMENT' then total else -total end), 0)
       from actions where tid = new.tid
   );
end;

create trigger if not exists actions_stay before update on actions
begin
  select raise(abort, 'what happened stays');
end;

create trigger if not exists actions_remain before delete on actions
begin
  select raise(abort, 'what happened stays');
end;

create table if not exists settings (name text primary key, value integer not null) strict;

-- Faults that wait for their call; each is used once.
create table if not exists faults (
  seq integer primary key autoincrement,
  plan text not null, -- JSON
  gateway text not null,
  operation text not null,
  partner_order_id text,
  remaining integer not null
) strict;
