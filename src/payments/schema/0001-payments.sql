-- One attempt to collect an order's amount through a gateway.
create table payments (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  attempt integer not null check (attempt > 0),
  gateway text not null,
  state text not null,
  version integer not null default 1,
  amount bigint not null check (amount > 0),
  tax_free bigint not null default 0 check (tax_free between 0 and amount),
  currency text not null,
  device text not null check (device in ('desktop', 'mobile')),
  reference text, -- the gateway's id of the session: KakaoPay's tid
  redirect jsonb,
  client_token text,
  approval_reference text,
  approved bigint check (approved > 0),
  refunded bigint not null default 0,
  method text,
  reason text,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  session_expires_at timestamptz,
  check_at timestamptz, -- when the reconciler looks next; null: nothing to settle
  checks integer not null default 0,
  primary key (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint payments_attempt_once unique (order_id, attempt, store_id),
  constraint payments_reference_once unique (reference, gateway, store_id),
  constraint payments_approval_once unique (approval_reference, gateway, store_id),
  constraint payments_approved_exactly check (approved is null or approved = amount),
  constraint payments_refund_within check (refunded between 0 and coalesce(approved, 0)),
  constraint payments_state check (state in (
    'preparing', 'ready', 'authenticated', 'approving', 'approve-unknown', 'fulfilled',
    'late-approved', 'refunding', 'refund-pending', 'refund-unknown', 'declined', 'expired',
    'refunded', 'partially-refunded', 'needs-review'
  ))
);

-- One live attempt an order: a second could take the money twice.
create unique index payments_one_live on payments (order_id, store_id) where state in (
  'preparing', 'ready', 'authenticated', 'approving', 'approve-unknown', 'fulfilled'
);
create index payments_to_check on payments (check_at) where check_at is not null;

-- Every amount that moved and every step that mattered; never changed, never removed.
create table payment_events (
  store_id uuid not null,
  payment_id uuid not null,
  seq integer not null check (seq > 0),
  state text not null,
  amount bigint not null default 0, -- money in is positive, money back is negative
  facts jsonb not null default '{}',
  at timestamptz not null,
  primary key (store_id, payment_id, seq),
  foreign key (store_id, payment_id) references payments (store_id, id)
);

create trigger payment_events_stay before update or delete on payment_events
  for each row execute function refuse_change();

create table refunds (
  store_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  amount bigint not null check (amount > 0),
  tax_free bigint not null default 0 check (tax_free between 0 and amount),
  balance bigint not null check (balance >= amount), -- what could be given back before this
  reason text not null,
  state text not null check (state in ('asked', 'pending', 'done', 'refused')),
  reference text, -- the gateway's id of this refund: KakaoPay's aid of the cancel
  created_at timestamptz not null,
  done_at timestamptz,
  primary key (store_id, id),
  foreign key (store_id, payment_id) references payments (store_id, id),
  constraint refunds_reference_once unique (payment_id, reference, store_id),
  constraint refunds_done_at check ((state = 'done') = (done_at is not null))
);

create unique index refunds_one_live on refunds (payment_id, store_id)
  where state in ('asked', 'pending');
