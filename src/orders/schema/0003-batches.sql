-- What a batch of claims writes is checked once a statement, not once a row. A foreign key asks for
-- each row by itself: of 36 µs that PostgreSQL needed to write a claim, 15 went into three such checks.
-- Stores, places and orders are never removed and keep their keys, so that what pointed at one points
-- at it for ever; see docs/decisions/0028-references-checked-by-statement.md.
alter table orders drop constraint orders_store_id_fkey;
alter table order_lines drop constraint order_lines_store_id_order_id_fkey;
alter table order_lines drop constraint order_lines_store_id_place_id_fkey;

create function refuse_removal() returns trigger
  language plpgsql as $$
begin
  raise exception '% keeps its rows and their keys', tg_table_name
    using errcode = 'restrict_violation', constraint = tg_name;
end $$;

create trigger stores_stay before delete or truncate on stores
  for each statement execute function refuse_removal();
create trigger stores_keep_key before update of id on stores
  for each statement execute function refuse_removal();
create trigger places_stay before delete or truncate on places
  for each statement execute function refuse_removal();
create trigger places_keep_key before update of store_id, id on places
  for each statement execute function refuse_removal();
create trigger orders_stay before delete or truncate on orders
  for each statement execute function refuse_removal();
create trigger orders_keep_key before update of store_id, id on orders
  for each statement execute function refuse_removal();

-- Of an order's store its lines' place is the proof. A plan is made once a session, perhaps while the
-- tables are young and unmeasured: a scalar subquery leaves it no other way than to ask the primary
-- key for each.
create function order_lines_have_order_and_place() returns trigger
  language plpgsql as $$
begin
  if exists (
    select from fresh
     where (select o.id from orders o
             where o.store_id = fresh.store_id and o.id = fresh.order_id) is null
        or (select p.id from places p
             where p.store_id = fresh.store_id and p.id = fresh.place_id) is null
  ) then
    raise exception 'a line names an order or a place that is not there'
      using errcode = 'foreign_key_violation', constraint = tg_name, table = tg_table_name;
  end if;
  return null;
end $$;

create trigger order_lines_have_order_and_place after insert on order_lines
  referencing new table as fresh
  for each statement execute function order_lines_have_order_and_place();
create trigger order_lines_keep_key before update of store_id, order_id, place_id on order_lines
  for each statement execute function refuse_removal();

-- One index answers both what a buyer holds of a place and how many orders they hold in a store.
drop index orders_ready;
drop index order_lines_one_hold;
create unique index order_lines_one_hold on order_lines (buyer_id, store_id, place_id)
  where status = 'held';
