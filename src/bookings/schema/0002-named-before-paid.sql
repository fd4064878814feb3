-- The pair of `booker-missing`: an order that asks for a booker is not paid without one.
create function orders_named_before_paid() returns trigger
  language plpgsql as $$
begin
  if not exists (select from bookers b where b.store_id = new.store_id and b.order_id = new.id) then
    raise exception 'order % has no booker', new.number
      using errcode = 'check_violation', constraint = 'orders_named_before_paid';
  end if;
  return new;
end $$;
alter function orders_named_before_paid() set search_path from current;

create trigger orders_named_before_paid before update of status on orders
  for each row when (new.asks_booker and new.status = 'paid' and old.status <> 'paid')
  execute function orders_named_before_paid();
