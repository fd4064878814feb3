-- An order of goods has many units of a line.
alter table stores drop constraint stores_places_per_order_check;
alter table stores add constraint stores_places_per_order_check
  check (places_per_order between 1 and 10000);
