-- A merchant's place of business. Every row below it carries store_id.
create table stores (
  id uuid primary key,
  owner_id uuid not null,
  front_door text not null,
  name text not null check (char_length(name) between 1 and 80),
  time_zone text not null,
  currency text not null check (currency in ('KRW', 'USD', 'EUR', 'JPY')),
  places_per_order integer not null default 4 check (places_per_order between 1 and 100),
  ready_orders_per_buyer integer not null default 3
    check (ready_orders_per_buyer between 1 and 100),
  created_at timestamptz not null,
  closed_at timestamptz
);

create index stores_by_owner on stores (owner_id, id);
