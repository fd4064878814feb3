-- What was given back of a paid order, by its lines: never changed, never removed.
create table give_backs (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  given_by text not null check (given_by in ('buyer', 'store')),
  reason text check (char_length(reason) between 1 and 200),
  worth bigint not null check (worth >= 0), -- of its lines
  fee bigint not null check (fee >= 0), -- of the order's fee
  kept bigint not null check (kept >= 0), -- by a policy, or for sending it back
  refunded_before bigint not null check (refunded_before >= 0), -- by the store, of no line
  refund bigint not null check (refund >= 0),
  tax_free bigint not null, -- of the refund
  at timestamptz not null,
  primary key (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint give_backs_add_up check (worth + fee = kept + refunded_before + refund),
  constraint give_backs_tax_free check (tax_free between 0 and refund),
  constraint give_backs_by_store check (given_by <> 'store' or reason is not null)
);

create index give_backs_by_order on give_backs (order_id, store_id);

create table give_back_lines (
  store_id uuid not null,
  give_back_id uuid not null,
  order_id uuid not null,
  place_id uuid not null,
  quantity integer not null check (quantity > 0),
  worth bigint not null check (worth >= 0),
  restocked boolean not null,
  primary key (give_back_id, place_id, store_id),
  foreign key (store_id, give_back_id) references give_backs (store_id, id),
  foreign key (store_id, order_id, place_id) references order_lines (store_id, order_id, place_id)
);

create index give_back_lines_by_order on give_back_lines (order_id, place_id, store_id);

create trigger give_backs_stay before update or delete on give_backs
  for each row execute function refuse_change();
create trigger give_back_lines_stay before update or delete on give_back_lines
  for each row execute function refuse_change();

-- A line gives back no more units than it has, and no more money than its net.
create function give_back_lines_within() returns trigger
  language plpgsql set search_path from current as $$
begin
  if exists (
    select from order_lines l
      cross join lateral (
        select sum(g.quantity) as quantity, sum(g.worth) as worth from give_back_lines g
         where g.store_id = l.store_id and g.order_id = l.order_id and g.place_id = l.place_id
      ) as back
     where l.store_id = new.store_id and l.order_id = new.order_id and l.place_id = new.place_id
       and (back.quantity > l.quantity or back.worth > l.unit_price * l.quantity - l.discount)
  ) then
    raise exception 'order % gives back more than a line of it has', new.order_id
      using errcode = 'check_violation', constraint = 'give_back_lines_within';
  end if;
  return null;
end $$;

create constraint trigger give_back_lines_within after insert on give_back_lines
  deferrable initially deferred for each row execute function give_back_lines_within();

-- An order gives back no more than it cost, nor its fee twice; the lines of a step are its worth.
create function give_backs_within() returns trigger
  language plpgsql set search_path from current as $$
begin
  if exists (
    select from orders o
      cross join lateral (
        select sum(g.fee) as fee, sum(g.refund) as refund from give_backs g
         where g.store_id = o.store_id and g.order_id = o.id
      ) as back
     where o.store_id = new.store_id and o.id = new.order_id
       and (back.fee > o.fee or back.refund > o.amount)
  ) or new.worth <> (
    select coalesce(sum(l.worth), 0) from give_back_lines l
     where l.store_id = new.store_id and l.give_back_id = new.id
  ) then
    raise exception 'order % gives back more than it cost', new.order_id
      using errcode = 'check_violation', constraint = 'give_backs_within';
  end if;
  return null;
end $$;

create constraint trigger give_backs_within after insert on give_backs
  deferrable initially deferred for each row execute function give_backs_within();
