-- What a request took of which buckets, to be given back by its id: of an order, when it is paid.
create unlogged table limit_receipts (
  id uuid primary key,
  takes jsonb not null,
  at timestamptz not null
);

create index limit_receipts_by_time on limit_receipts (at);
