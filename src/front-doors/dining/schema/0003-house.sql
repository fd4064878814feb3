-- Who comes and what a store says of itself are the house's now: nothing is left of a table of
-- restaurants.
insert into bookers (store_id, order_id, name, phone, message)
select store_id, order_id, booker_name, booker_phone, booker_message from bookings;
drop table bookings;
update stores s set description = r.description from restaurants r where r.store_id = s.id;
alter table table_times drop constraint table_times_store_id_fkey;
alter table table_times add foreign key (store_id) references stores (id);
alter table closed_dates drop constraint closed_dates_store_id_fkey;
alter table closed_dates add foreign key (store_id) references stores (id);
drop table restaurants;
