-- Who comes and what a store says of itself are the house's now: nothing is left of a table of shops.
insert into bookers (store_id, order_id, name, phone, message)
select store_id, order_id, booker_name, booker_phone, booker_message from shop_bookings;
drop table shop_bookings;
update stores s set description = h.description, kind = h.kind from shops h where h.store_id = s.id;
alter table timetables drop constraint timetables_store_id_fkey;
alter table timetables add foreign key (store_id) references stores (id);
alter table timetable_days drop constraint timetable_days_store_id_fkey;
alter table timetable_days add foreign key (store_id) references stores (id);
drop table shops;
alter table stores add constraint stores_kind_of_shop
  check (front_door <> 'timetables' or kind in ('hair', 'clinic', 'room', 'other'));
