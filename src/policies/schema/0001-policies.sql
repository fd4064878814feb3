-- What a store's tiers must be, whatever the law says of them: the pair of `tiers-unfit`.
create function cancellation_tiers_fit(tiers jsonb) returns boolean
  language sql immutable as $$
  select count(*) between 1 and 10
     and coalesce(bool_and(
           num_nonnulls(hours, days) = 1
           and coalesce(hours between 0 and 720, true)
           and coalesce(days between 1 and 365, true)
           and kept between 0 and 100
           and kept > coalesce(kept_before, -1)
           and (not is_last or coalesce(hours = 0, false))), false)
    from (
      select (tier ->> 'hoursBefore')::integer as hours,
             (tier ->> 'daysBefore')::integer as days,
             (tier ->> 'keptPercent')::integer as kept,
             lag((tier ->> 'keptPercent')::integer) over (order by at) as kept_before,
             at = jsonb_array_length(tiers) as is_last
        from jsonb_array_elements(tiers) with ordinality as listed (tier, at)
    ) as tier
$$;

-- What a store keeps of the price when a buyer cancels. The latest row that applied when an order
-- was made is that order's for ever, so claims write and lock nothing here.
create table cancellation_policies (
  store_id uuid not null references stores (id),
  id uuid not null,
  kind text not null,
  tiers jsonb not null,
  grace_hours integer,
  grace_days_before integer,
  written_at timestamptz not null,
  applies_at timestamptz not null,
  primary key (store_id, id),
  constraint cancellation_policies_kind check (
    kind in ('free', 'performance', 'restaurant', 'reservation-restaurant')
  ),
  constraint cancellation_policies_tiers check (cancellation_tiers_fit(tiers)),
  constraint cancellation_policies_free check (
    kind <> 'free' or tiers = '[{"hoursBefore": 0, "keptPercent": 0}]'
  ),
  constraint cancellation_policies_grace check (
    (grace_hours is null) = (grace_days_before is null)
    and grace_hours between 1 and 168 and grace_days_before between 1 and 365
  ),
  -- An order that another policy applies to cannot be older than the commit of this one.
  constraint cancellation_policies_ahead check (applies_at >= written_at + interval '60 seconds')
);

create trigger cancellation_policies_stay before update or delete on cancellation_policies
  for each row execute function refuse_change();

-- How a paid order was given up, and what of its price was kept.
create table cancellations (
  store_id uuid not null,
  order_id uuid not null,
  canceled_by text not null check (canceled_by in ('buyer', 'store')),
  reason text check (char_length(reason) between 1 and 200),
  amount bigint not null check (amount >= 0),
  kept_percent integer not null check (kept_percent between 0 and 100),
  kept bigint not null,
  refund bigint not null check (refund >= 0),
  at timestamptz not null,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint cancellations_add_up check (kept + refund = amount),
  constraint cancellations_for_the_buyer check (kept = amount * kept_percent / 100),
  constraint cancellations_by_store check (
    canceled_by <> 'store' or (kept = 0 and reason is not null)
  )
);

create trigger cancellations_stay before update or delete on cancellations
  for each row execute function refuse_change();
