-- A discount by code. How often it may still be used, and by one person, are places.
create table coupons (
  store_id uuid not null references stores (id),
  id uuid not null,
  code text not null check (char_length(code) between 4 and 40),
  name text not null check (char_length(name) between 1 and 40),
  kind text not null check (kind in ('amount', 'percent')),
  value bigint not null check (value > 0),
  most bigint check (most > 0),
  least bigint not null check (least >= 0),
  product_ids uuid[], -- null: all
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  uses_most integer not null check (uses_most between 1 and 1000000),
  per_person integer check (per_person between 1 and 100),
  shown boolean not null default false, -- to every buyer; else only who knows the code has it
  paused boolean not null default false,
  ended_at timestamptz,
  made_at timestamptz not null,
  primary key (store_id, id),
  constraint coupons_code_once unique (store_id, code),
  constraint coupons_dates check (valid_from < valid_until),
  constraint coupons_percent check (kind = 'amount' or value <= 100),
  constraint coupons_cap check (kind = 'percent' or most is null)
);

-- Wrong codes within an hour, of an account and of a network.
create table coupon_attempts (
  store_id uuid not null references stores (id),
  who text not null, -- an account, or a network, hashed
  since timestamptz not null,
  wrong integer not null check (wrong >= 0),
  primary key (store_id, who)
);

create index coupon_attempts_old on coupon_attempts (since);
