-- Under which cancellation terms an order was paid: what its buyer was shown and agreed to. Frozen: an order keeps the
-- policy that was in force when it was made.
create table order_terms (
  store_id uuid not null,
  order_id uuid not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  version integer not null check (version >= 1),
  policy jsonb not null,
  -- The buyer saw them and paid, or a service paid at a path whose documented contract says so.
  agreed text not null check (agreed in ('shown', 'by-contract')),
  at timestamptz not null,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id)
);

create function order_terms_stay() returns trigger
  language plpgsql as $$
begin
  raise exception 'the terms of order % were agreed to', old.order_id
    using errcode = 'check_violation', constraint = 'order_terms_stay';
end $$;

create trigger order_terms_stay before update on order_terms
  for each row execute function order_terms_stay();
