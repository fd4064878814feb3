-- A trigger function that names tables finds them in the schema in which it was made.
alter function order_lines_have_order_and_place() set search_path from current;

-- One event a trigger: a cluster leaves out, silently, one that is for truncating as well.
drop trigger stores_stay on stores;
create trigger stores_stay before delete on stores
  for each statement execute function refuse_removal();
create trigger stores_stay_all before truncate on stores
  for each statement execute function refuse_removal();
drop trigger places_stay on places;
create trigger places_stay before delete on places
  for each statement execute function refuse_removal();
create trigger places_stay_all before truncate on places
  for each statement execute function refuse_removal();
drop trigger orders_stay on orders;
create trigger orders_stay before delete on orders
  for each statement execute function refuse_removal();
create trigger orders_stay_all before truncate on orders
  for each statement execute function refuse_removal();
