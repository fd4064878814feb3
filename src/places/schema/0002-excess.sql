-- How many of a place are taken beyond what its store wants to sell, after the store lowered it: part
-- of the capacity. What comes back lowers it first, so that nothing of it is sold again.
alter table places add column excess integer not null default 0;
alter table places add constraint places_excess check (excess between 0 and capacity);
alter table places add constraint places_excess_is_taken check (excess = 0 or remaining = 0);

-- Since then its offer is at another time, or gone.
alter table places add column left_at timestamptz;
create index places_left on places (store_id, starts_at) where left_at is not null;
