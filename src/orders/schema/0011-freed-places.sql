-- How long after its order's end the units of a line come back to their place: drawn at the claim, and shown
-- to nobody. A default that is constant rewrites no row: what was claimed before comes back at once.
alter table order_lines add column release_delay_ms integer not null default 0;
alter table order_lines add constraint order_lines_release_delay check (release_delay_ms >= 0);

-- What an order has let go and its place does not have back yet: part of what is gone from the place, until
-- `back_at`. Written, taken and removed under the lock of the place.
create table freed_places (
  store_id uuid not null,
  place_id uuid not null,
  order_id uuid not null,
  back_at timestamptz not null,
  quantity integer not null,
  primary key (store_id, place_id, order_id, back_at),
  foreign key (store_id, place_id) references places (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint freed_places_quantity check (quantity > 0)
);

create index freed_places_due on freed_places (store_id, back_at);
