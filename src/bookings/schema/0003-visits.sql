-- Whether the guest came, as the store marked it: one mark an order, and taking it back removes it.
create table visits (
  store_id uuid not null,
  order_id uuid not null,
  outcome text not null,
  begins_at timestamptz, -- the first start of the order; null: it has no time
  marked_at timestamptz not null,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint visits_outcome check (outcome in ('arrived', 'no-show')),
  constraint visits_no_show_after_start
    check (outcome <> 'no-show' or begins_at is null or marked_at >= begins_at)
);

create function visits_of_paid_orders() returns trigger
  language plpgsql as $$
begin
  if (select o.status from orders o
       where o.store_id = new.store_id and o.id = new.order_id and not o.standing)
     is distinct from 'paid' then
    raise exception 'only a paid order is visited'
      using errcode = 'check_violation', constraint = 'visits_of_paid_orders';
  end if;
  return new;
end $$;

create trigger visits_of_paid_orders before insert or update on visits
  for each row execute function visits_of_paid_orders();
alter function visits_of_paid_orders() set search_path from current;

-- What a store notes on a booking for itself. Sealed in the row; removed when the guest's account leaves.
create table booking_notes (
  store_id uuid not null,
  order_id uuid not null,
  note text not null,
  written_at timestamptz not null,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint booking_notes_sealed check (starts_with(note, 'v1.'))
);
