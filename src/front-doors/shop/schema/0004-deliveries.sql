-- What a store asks for delivery.
create table delivery_terms (
  store_id uuid primary key references stores (id),
  kind text not null check (kind in ('free', 'flat', 'free-from')),
  fee bigint not null check (fee >= 0),
  free_from bigint not null check (free_from >= 0),
  areas jsonb not null, -- [{ name, surcharge, ranges: [{ from, to }] }]
  changed_at timestamptz not null,
  constraint delivery_terms_free check (kind <> 'free' or fee = 0)
);

-- Where the goods of an order go, and what that costs. The form is sealed. It is emptied, while the order stays: of an
-- order that was never paid after some days; when the account leaves at once, or once what was paid is there and may
-- not be returned any more.
create table deliveries (
  store_id uuid not null,
  order_id uuid not null,
  form text,
  fee_kind text not null check (fee_kind in ('none', 'free', 'flat', 'free-from')),
  base bigint not null check (base >= 0),
  surcharge bigint not null check (surcharge >= 0),
  area text,
  written_at timestamptz not null,
  left_at timestamptz, -- its buyer has left; the form is still needed
  form_due_at timestamptz, -- it is emptied then, unless the order was paid; null once that was asked
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id)
);

create index deliveries_left on deliveries (store_id, order_id) where left_at is not null and form is not null;
create index deliveries_due on deliveries (form_due_at) where form_due_at is not null;
