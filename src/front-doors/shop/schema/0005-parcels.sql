-- Units of lines of an order that travel together. Protected by the lock of the order.
create table parcels (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  number integer not null check (number > 0), -- 1, 2, … within the order
  carrier text,
  tracking_number text check (char_length(tracking_number) between 1 and 20),
  packed_at timestamptz not null,
  shipped_at timestamptz,
  delivered_at timestamptz, -- null after seven days: a job has not written it down yet
  confirmed_at timestamptz,
  primary key (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint parcels_number_once unique (order_id, number, store_id),
  constraint parcels_carrier check (
    carrier in ('kr.cjlogistics', 'kr.hanjin', 'kr.lotte', 'kr.logen', 'kr.epost', 'direct')
  ),
  constraint parcels_shipped check ((shipped_at is null) = (carrier is null)),
  constraint parcels_tracked check (
    (tracking_number is null) = (carrier is null or carrier = 'direct')
  ),
  constraint parcels_steps check (
    (delivered_at is null or (shipped_at is not null and delivered_at >= shipped_at))
    and (confirmed_at is null or (delivered_at is not null and confirmed_at >= delivered_at))
    and (shipped_at is null or shipped_at >= packed_at)
  )
);

create index parcels_to_ship on parcels (store_id, id) where shipped_at is null;
create index parcels_moving on parcels (shipped_at) where shipped_at is not null and delivered_at is null;
create index parcels_unconfirmed on parcels (delivered_at)
 where delivered_at is not null and confirmed_at is null;

-- The only ways a parcel may go; carrier and number of one on its way may be corrected.
create function parcels_move() returns trigger
  language plpgsql as $$
begin
  if (new.order_id, new.number, new.packed_at) is distinct from (old.order_id, old.number, old.packed_at)
     or (old.shipped_at is not null and new.shipped_at is distinct from old.shipped_at)
     or (old.delivered_at is not null and new.delivered_at is distinct from old.delivered_at)
     or (old.confirmed_at is not null and new.confirmed_at is distinct from old.confirmed_at) then
    raise exception 'a parcel only goes forward'
      using errcode = 'check_violation', constraint = 'parcels_move';
  end if;
  return new;
end $$;

create trigger parcels_move before update on parcels
  for each row execute function parcels_move();

create function parcels_stay() returns trigger
  language plpgsql as $$
begin
  if old.shipped_at is not null then
    raise exception 'a parcel that was shipped stays'
      using errcode = 'check_violation', constraint = 'parcels_stay';
  end if;
  return old;
end $$;

create trigger parcels_stay before delete on parcels
  for each row execute function parcels_stay();

create table parcel_lines (
  store_id uuid not null,
  parcel_id uuid not null,
  order_id uuid not null,
  place_id uuid not null,
  quantity integer not null check (quantity > 0),
  primary key (store_id, parcel_id, place_id),
  foreign key (store_id, parcel_id) references parcels (store_id, id) on delete cascade,
  foreign key (store_id, order_id, place_id) references order_lines (store_id, order_id, place_id)
);

create index parcel_lines_of_order on parcel_lines (store_id, order_id, place_id);

-- What was on a parcel before it was corrected.
create table parcel_corrections (
  store_id uuid not null,
  id uuid not null,
  parcel_id uuid not null,
  carrier text not null,
  tracking_number text,
  at timestamptz not null,
  primary key (store_id, id),
  foreign key (store_id, parcel_id) references parcels (store_id, id)
);

create trigger parcel_corrections_stay before update or delete on parcel_corrections
  for each row execute function refuse_change();

-- What people are mailed of a parcel or a return: the row of `mails` with the same id says when, and
-- whether it was sent.
create table shop_mails (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  kind text not null,
  about_id uuid not null, -- the parcel, or the return
  created_at timestamptz not null,
  primary key (store_id, id),
  foreign key (store_id, id) references mails (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint shop_mails_kind check (kind in (
    'shipped', 'delivered', 'return-requested', 'return-withdrawn', 'return-approved',
    'return-refused', 'return-collected', 'return-done'
  )),
  constraint shop_mails_once unique (about_id, kind, store_id)
);
