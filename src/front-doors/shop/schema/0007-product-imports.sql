-- A file of products that a seller has sent in. Its rows are worked off by a job.
create table product_imports (
  store_id uuid not null references stores (id),
  id uuid not null,
  by_id uuid, -- an account; null once it is gone
  rows integer not null check (rows >= 0), -- of the file, without its head
  done integer not null default 0,
  added integer not null default 0, -- variants
  changed integer not null default 0,
  unchanged integer not null default 0,
  refused integer not null default 0,
  refusals jsonb not null default '[]', -- [{ line, what, why }], the first thousand
  created_at timestamptz not null,
  finished_at timestamptz,
  primary key (store_id, id),
  constraint product_imports_within check (done <= rows),
  constraint product_imports_whole check (
    added + changed + unchanged + refused = done and (finished_at is null or done = rows)
  )
);

create index product_imports_open on product_imports (created_at) where finished_at is null;

create table product_import_rows (
  store_id uuid not null,
  import_id uuid not null,
  line integer not null,
  row jsonb not null,
  primary key (store_id, import_id, line),
  foreign key (store_id, import_id) references product_imports (store_id, id)
);
