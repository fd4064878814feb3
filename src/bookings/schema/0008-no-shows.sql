-- What a store keeps of a deposit when nobody comes. The latest row that applied when an order was made is that
-- order's for ever, so claims write and lock nothing here.
create table no_show_terms (
  store_id uuid not null references stores (id),
  id uuid not null,
  kind text not null,
  basis text not null, -- what the limit is a part of: what was paid, an average a head, or an average a booking
  average bigint,
  kept_percent integer not null,
  group_from integer,
  group_kept_percent integer,
  written_at timestamptz not null,
  applies_at timestamptz not null,
  primary key (store_id, id),
  constraint no_show_terms_kind check (kind in ('restaurant', 'reservation-restaurant')),
  constraint no_show_terms_basis check (
    basis in ('paid', 'person', 'booking') and (basis = 'paid') = (average is null)
  ),
  constraint no_show_terms_average check (average between 1 and 1000000000),
  constraint no_show_terms_kept check (kept_percent between 0 and 100),
  constraint no_show_terms_group check (
    (group_from is null) = (group_kept_percent is null)
    and group_from between 10 and 1000 and group_kept_percent between kept_percent and 100
  ),
  -- Where nothing but what was paid is known, the percentage is the legal one at most.
  constraint no_show_terms_lawful check (
    basis <> 'paid'
    or (kept_percent <= case kind when 'restaurant' then 20 else 40 end
        and coalesce(group_kept_percent, 0) <= 40)
  ),
  constraint no_show_terms_ahead check (applies_at >= written_at + interval '60 seconds')
);
create index no_show_terms_applying on no_show_terms (store_id, applies_at desc, id desc);

create trigger no_show_terms_stay before update or delete on no_show_terms
  for each row execute function refuse_change();

-- A paid booking whose guest did not come: what of its price is given back, an hour after it was marked.
create table no_shows (
  store_id uuid not null,
  order_id uuid not null,
  terms_id uuid not null,
  marked_at timestamptz not null,
  due_at timestamptz not null,
  settled_at timestamptz,
  held bigint, -- what the store had of the price, in minor units
  most bigint, -- what it may keep by law
  kept bigint,
  refund bigint,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id),
  foreign key (store_id, terms_id) references no_show_terms (store_id, id),
  constraint no_shows_due check (due_at >= marked_at + interval '1 hour'),
  constraint no_shows_settled check (
    num_nonnulls(settled_at, held, most, kept, refund) in (0, 5) and settled_at >= due_at
  ),
  constraint no_shows_add_up check (kept + refund = held),
  constraint no_shows_lawful check (kept between 0 and most and refund >= 0)
);
create index no_shows_due_at on no_shows (due_at) where settled_at is null;

create function no_shows_settle_once() returns trigger
  language plpgsql as $$
begin
  if old.settled_at is not null then
    raise exception 'a no-show that was settled stays as it is'
      using errcode = 'check_violation', constraint = 'no_shows_settle_once';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
alter function no_shows_settle_once() set search_path from current;

create trigger no_shows_settle_once before update or delete on no_shows
  for each row execute function no_shows_settle_once();

-- By whose phone a booking was made: a keyed hash, so that a guest who calls is found. It goes with the booker.
alter table bookers add column phone_index text;
alter table bookers add constraint bookers_phone_index
  check (phone_index is null or (phone is not null and starts_with(phone_index, 'v1.')));
create index bookers_by_phone on bookers (store_id, phone_index) where phone_index is not null;

-- What a visit came to, as the store entered it; the deposit comes off it.
create table bills (
  store_id uuid not null,
  order_id uuid not null,
  amount bigint not null,
  currency text not null,
  entered_at timestamptz not null,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint bills_amount check (amount between 0 and 1000000000)
);

create function bills_of_visits() returns trigger
  language plpgsql as $$
begin
  if not exists (
    select from orders o
      join visits v on v.store_id = o.store_id and v.order_id = o.id and v.outcome = 'arrived'
     where o.store_id = new.store_id and o.id = new.order_id and o.status = 'paid'
       and o.currency = new.currency
  ) then
    raise exception 'only a guest who came has a bill, in the currency of the store'
      using errcode = 'check_violation', constraint = 'bills_of_visits';
  end if;
  return new;
end $$;
alter function bills_of_visits() set search_path from current;

create trigger bills_of_visits before insert or update on bills
  for each row execute function bills_of_visits();
