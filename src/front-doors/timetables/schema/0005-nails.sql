-- Shops for nails are no longer among the others.
alter table stores drop constraint stores_kind_of_shop;
alter table stores add constraint stores_kind_of_shop
  check (front_door <> 'timetables' or kind in ('hair', 'nails', 'clinic', 'room', 'other'));
