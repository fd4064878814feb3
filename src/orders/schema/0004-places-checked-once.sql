-- Of a batch's lines nearly all name the same few places: each place is looked for once.
create or replace function order_lines_have_order_and_place() returns trigger
  language plpgsql as $$
begin
  if exists (
    select from fresh
     where (select o.id from orders o
             where o.store_id = fresh.store_id and o.id = fresh.order_id) is null
  ) or exists (
    select from (select distinct store_id, place_id from fresh) as named
     where (select p.id from places p
             where p.store_id = named.store_id and p.id = named.place_id) is null
  ) then
    raise exception 'a line names an order or a place that is not there'
      using errcode = 'foreign_key_violation', constraint = tg_name, table = tg_table_name;
  end if;
  return null;
end $$;
