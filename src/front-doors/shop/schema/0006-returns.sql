-- Units that come back, for money or for another option. Protected by the lock of the order.
create table returns (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  kind text not null,
  reason text not null,
  detail text not null check (char_length(detail) <= 500), -- the buyer's words; emptied when they leave
  state text not null,
  refusal text check (char_length(refusal) between 1 and 500),
  -- What the buyer was told, in minor units.
  fee bigint not null check (fee >= 0), -- comes back beside the goods
  return_fee bigint not null check (return_fee >= 0), -- kept for the way back
  first_leg bigint not null check (first_leg >= 0), -- kept for the way there
  refund bigint not null check (refund >= 0),
  -- What the ways cost when it was asked for.
  way_back bigint not null check (way_back >= 0),
  way_there bigint not null check (way_there >= 0), -- where that was free from an amount; else 0
  free_from bigint check (free_from >= 0),
  -- Said with the approval: how the goods come back, and where the buyer sends them.
  way text check (way in ('send', 'collect')),
  send_to text check (char_length(send_to) between 1 and 300),
  -- Of an exchange that the buyer pays the ways of: how, and whether that has come.
  fee_how text check (char_length(fee_how) between 1 and 200),
  fee_received boolean,
  exchange_variant_id uuid,
  exchange_order_id uuid, -- made when it is approved
  restocked boolean, -- null until it is done
  requested_at timestamptz not null,
  approved_at timestamptz,
  collected_at timestamptz,
  refund_due_at timestamptz,
  ended_at timestamptz,
  primary key (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  foreign key (store_id, exchange_order_id) references orders (store_id, id),
  foreign key (store_id, exchange_variant_id) references variants (store_id, id),
  constraint returns_kind check (kind in ('return', 'exchange')),
  constraint returns_reason check (
    reason in ('change-of-mind', 'wrong-choice', 'defective', 'wrong-item', 'not-as-described')
  ),
  constraint returns_state check (
    state in ('requested', 'approved', 'collected', 'done', 'refused', 'withdrawn', 'canceled')
  ),
  constraint returns_refused check ((state = 'refused') = (refusal is not null)),
  constraint returns_approved check (
    state not in ('approved', 'collected', 'done') or approved_at is not null
  ),
  constraint returns_way check (
    (approved_at is null) = (way is null) and (send_to is not null) = (way is not distinct from 'send')
  ),
  constraint returns_collected check (
    (state not in ('collected', 'done') or collected_at is not null)
    and (collected_at is null) = (refund_due_at is null)
  ),
  constraint returns_ended check (
    (state in ('done', 'refused', 'withdrawn', 'canceled')) = (ended_at is not null)
    and (state = 'done') = (restocked is not null)
  ),
  constraint returns_exchange check (
    (kind = 'exchange') = (exchange_variant_id is not null)
    and (exchange_order_id is null or kind = 'exchange')
    and (kind <> 'exchange' or refund = 0)
  )
);

create index returns_of_order on returns (store_id, order_id, id);
create index returns_open on returns (store_id, id) where state in ('requested', 'approved', 'collected');
create index returns_of_shop on returns (store_id, id);
create unique index returns_exchanged_once on returns (store_id, exchange_order_id)
 where exchange_order_id is not null;

create function returns_move() returns trigger
  language plpgsql as $$
begin
  if (new.order_id, new.kind, new.reason) is distinct from (old.order_id, old.kind, old.reason)
     or (old.state <> new.state and (old.state, new.state) not in (
       ('requested', 'approved'), ('requested', 'refused'), ('requested', 'withdrawn'),
       ('requested', 'canceled'), ('approved', 'collected'), ('approved', 'refused'),
       ('approved', 'withdrawn'), ('approved', 'canceled'),
       ('collected', 'done'), ('collected', 'refused'))) then
    raise exception 'a return cannot go from % to %', old.state, new.state
      using errcode = 'check_violation', constraint = 'returns_move';
  end if;
  return new;
end $$;

create trigger returns_move before update on returns
  for each row execute function returns_move();

create table return_lines (
  store_id uuid not null,
  return_id uuid not null,
  order_id uuid not null,
  place_id uuid not null,
  quantity integer not null check (quantity > 0),
  -- The line whose money comes back: of an exchange's goods that of what they were exchanged for.
  root_order_id uuid not null,
  root_place_id uuid not null,
  primary key (store_id, return_id, place_id),
  foreign key (store_id, return_id) references returns (store_id, id),
  foreign key (store_id, order_id, place_id) references order_lines (store_id, order_id, place_id),
  foreign key (store_id, root_order_id, root_place_id)
    references order_lines (store_id, order_id, place_id)
);

create index return_lines_of_order on return_lines (store_id, order_id, place_id);
create index return_lines_of_root on return_lines (store_id, root_order_id, root_place_id);

-- Units of a line whose money went back although they had been packed.
create function returned_units(of_store uuid, of_order uuid, of_place uuid) returns integer
  language sql stable as $$
  select coalesce(sum(l.quantity), 0)::integer
    from return_lines l join returns r on r.store_id = l.store_id and r.id = l.return_id
   where l.store_id = of_store and r.kind = 'return' and r.state = 'done'
     and ((l.order_id = of_order and l.place_id = of_place)
          or (l.root_order_id = of_order and l.root_place_id = of_place))
$$;
alter function returned_units(uuid, uuid, uuid) set search_path from current;

-- The pair of `too-many-packed`: no unit is packed twice, and none that was given back.
create function parcel_lines_within() returns trigger
  language plpgsql as $$
declare
  sold integer;
begin
  select l.quantity - l.given_back into sold from order_lines l
   where l.store_id = new.store_id and l.order_id = new.order_id and l.place_id = new.place_id
     for no key update;
  if (select sum(quantity) from parcel_lines
       where store_id = new.store_id and order_id = new.order_id and place_id = new.place_id)
     > sold + returned_units(new.store_id, new.order_id, new.place_id) then
    raise exception 'more units are packed than were sold'
      using errcode = 'check_violation', constraint = 'parcel_lines_within';
  end if;
  return null;
end $$;
alter function parcel_lines_within() set search_path from current;

create constraint trigger parcel_lines_within after insert or update on parcel_lines
  for each row execute function parcel_lines_within();

-- The pair of `too-many-returned`: a unit comes back once, and only after it was sent.
create function return_lines_within() returns trigger
  language plpgsql as $$
begin
  perform from order_lines l
    where l.store_id = new.store_id and l.order_id = new.order_id and l.place_id = new.place_id
      for no key update;
  if (select sum(l.quantity)
        from return_lines l join returns r on r.store_id = l.store_id and r.id = l.return_id
       where l.store_id = new.store_id and l.order_id = new.order_id and l.place_id = new.place_id
         and r.state not in ('refused', 'withdrawn', 'canceled'))
     > (select coalesce(sum(l.quantity), 0)
          from parcel_lines l join parcels p on p.store_id = l.store_id and p.id = l.parcel_id
         where l.store_id = new.store_id and l.order_id = new.order_id and l.place_id = new.place_id
           and p.shipped_at is not null) then
    raise exception 'more units come back than were sent'
      using errcode = 'check_violation', constraint = 'return_lines_within';
  end if;
  return null;
end $$;
alter function return_lines_within() set search_path from current;

create constraint trigger return_lines_within after insert or update on return_lines
  for each row execute function return_lines_within();

-- The pair of `parcel-order-canceled`: what was given back is not shipped.
create function parcels_ship_sold() returns trigger
  language plpgsql as $$
begin
  if old.shipped_at is null and new.shipped_at is not null and (
       not exists (select from orders o
                    where o.store_id = new.store_id and o.id = new.order_id and o.status = 'paid')
       or exists (
         select from parcel_lines q
           join order_lines l on l.store_id = q.store_id and l.order_id = q.order_id
                             and l.place_id = q.place_id
          where q.store_id = new.store_id and q.parcel_id = new.id
            and q.quantity > l.quantity - l.given_back
                             + returned_units(l.store_id, l.order_id, l.place_id))) then
    raise exception 'goods that were given back are not shipped'
      using errcode = 'check_violation', constraint = 'parcels_ship_sold';
  end if;
  return new;
end $$;
alter function parcels_ship_sold() set search_path from current;

create trigger parcels_ship_sold before update on parcels
  for each row execute function parcels_ship_sold();
