-- Units of goods are no longer among the places of an order: a restaurant that sells goods too lets nobody hold all
-- of its tables in one order.
update stores set places_per_order = 4 where places_per_order > 100;
alter table stores drop constraint stores_places_per_order_check;
alter table stores add constraint stores_places_per_order_check
  check (places_per_order between 1 and 100);
