-- What a provider vouched for in a browser, and is nobody's yet. The browser's cookie says who it is; the row says
-- whether that still counts: it counts once, and no longer once its identity was disconnected.
create table provider_arrivals (
  id uuid primary key,
  identity_hash text not null, -- keyed: names nobody
  -- who has signed in to an account of theirs meanwhile: they may connect it to that account, and nothing else
  account_id uuid references accounts (id) on delete cascade,
  ends_at timestamptz not null,
  constraint provider_arrivals_hash check (identity_hash ~ '^[0-9a-f]{64}$')
);

create index provider_arrivals_by_identity on provider_arrivals (identity_hash);
create index provider_arrivals_by_account on provider_arrivals (account_id);
create index provider_arrivals_by_end on provider_arrivals (ends_at);
