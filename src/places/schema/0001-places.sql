-- The one unit of inventory. `key` says what it is in words ("what it belongs to / when or which");
-- the id is made from it, so a place can be made by its first claim and never twice.
create table places (
  store_id uuid not null references stores (id),
  id uuid not null,
  key text not null,
  starts_at timestamptz,
  capacity integer not null,
  remaining integer not null,
  primary key (store_id, id),
  constraint places_key_once unique (key, store_id),
  constraint places_not_oversold check (remaining >= 0),
  constraint places_not_overfilled check (remaining <= capacity)
) with (fillfactor = 50); -- remaining changes with every claim: leave room to update in place

create index places_by_start on places (store_id, starts_at) where starts_at is not null;
