-- Who did what at a store. People who have left are nobody.
create table store_acts (
  store_id uuid not null references stores (id),
  id uuid not null,
  at timestamptz not null,
  kind text not null,
  operation text not null, -- the endpoint: `changeStore`
  by_id uuid, -- no foreign key: accounts have keys of their own
  by_key boolean not null, -- an API key did it for them
  order_id uuid,
  detail text, -- one word of what was asked: `no-show`, `walk-in`
  primary key (store_id, id),
  constraint store_acts_kind check (kind in (
    'entered', 'arranged', 'sat', 'visited', 'noted', 'canceled', 'proposed', 'withdrawn', 'refunded',
    'handled', 'offered', 'set', 'downloaded'
  )),
  constraint store_acts_operation check (operation ~ '^[A-Za-z]{1,60}$'),
  constraint store_acts_detail check (detail ~ '^[a-z0-9-]{1,40}$')
);

create index store_acts_by on store_acts (by_id) where by_id is not null;
create index store_acts_by_person on store_acts (store_id, by_id, id);
create index store_acts_old on store_acts (at);
