-- What a shop's products are sorted into.
create table categories (
  store_id uuid not null references stores (id),
  id uuid not null,
  name text not null check (char_length(name) between 1 and 30),
  position integer not null,
  primary key (store_id, id),
  constraint categories_named_once unique (store_id, name)
);

create table products (
  store_id uuid not null references stores (id),
  id uuid not null,
  category_id uuid,
  title text not null check (char_length(title) between 1 and 100),
  description text not null check (char_length(description) <= 10000),
  keywords text[] not null default '{}', -- words that searches find it by besides its title
  options jsonb not null, -- [{ name, values }]: what its variants differ in
  facts jsonb not null, -- [{ label, value }]: what the law requires to be said of its kind
  tax_free boolean not null,
  hidden boolean not null,
  returnable boolean not null,
  why_final text not null default '', -- why it is not taken back
  max_per_order integer not null check (max_per_order between 1 and 100),
  price bigint, -- of its cheapest variant; null: it has none for sale
  sold integer not null default 0, -- lately; what popular ones are sorted by
  folded text not null, -- title and keywords as searches compare them
  tokens text[] not null,
  created_at timestamptz not null,
  primary key (store_id, id),
  foreign key (store_id, category_id) references categories (store_id, id),
  constraint products_keywords check (cardinality(keywords) <= 10),
  constraint products_final check (returnable or why_final <> ''),
  constraint products_shown_complete check (
    hidden or (price is not null and jsonb_array_length(facts) > 0)
  )
);

-- Tokens as the index has them. They cost much to read from the table, which a planner does not see unless it is told:
-- so it never looks for tokens without the index.
create function indexed_tokens(tokens text[]) returns text[]
  language plpgsql immutable cost 10000 as $$
begin
  return tokens;
end $$;

create index products_found on products using gin (indexed_tokens(tokens)) where not hidden;
create index products_beginning on products (folded text_pattern_ops) where not hidden;
create index products_newest on products (id) where not hidden;
create index products_by_price on products (price, id) where not hidden;
create index products_popular on products (sold, id) where not hidden;
create index products_newest_of_shop on products (store_id, id);
create index products_by_price_of_shop on products (store_id, price, id) where not hidden;
create index products_popular_of_shop on products (store_id, sold, id) where not hidden;
create index products_of_category on products (store_id, category_id, id) where category_id is not null;

-- One thing that can be bought. Its place has the key `stock/<id>` and is made with it.
create table variants (
  store_id uuid not null,
  id uuid not null,
  product_id uuid not null,
  place_id uuid not null,
  sku text not null check (char_length(sku) between 1 and 50),
  option_values text[] not null, -- one for each option of the product
  price bigint not null check (price between 0 and 1000000000),
  stocked integer not null check (stocked between 0 and 1000000), -- sold ones included
  low_at integer check (low_at between 0 and 1000000), -- its seller is told at this many
  low_told boolean not null default false,
  position integer not null,
  archived_at timestamptz,
  primary key (store_id, id),
  foreign key (store_id, product_id) references products (store_id, id),
  constraint variants_sku_once unique (store_id, sku) deferrable -- two may be exchanged
);

create index variants_of_product on variants (store_id, product_id, position);
create unique index variants_differ on variants (store_id, product_id, option_values)
 where archived_at is null;
create index variants_watched on variants (store_id) where low_at is not null and not low_told;

-- Every change of what is stocked, the first included.
create table stock_changes (
  store_id uuid not null,
  id uuid not null,
  variant_id uuid not null,
  delta integer not null check (delta <> 0),
  stocked integer not null check (stocked >= 0), -- after it
  reason text not null check (reason in ('first', 'restocked', 'counted', 'damaged', 'returned', 'import', 'other')),
  note text not null check (char_length(note) <= 200),
  by_id uuid, -- an account; null once it is gone
  at timestamptz not null,
  primary key (store_id, id),
  foreign key (store_id, variant_id) references variants (store_id, id)
);

create index stock_changes_of_variant on stock_changes (store_id, variant_id, id);

create function stock_changes_stay() returns trigger
  language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.by_id is not null and new.by_id is null
     and (to_jsonb(new) - 'by_id') = (to_jsonb(old) - 'by_id') then
    return new; -- the account has left
  end if;
  raise exception 'stock_changes is append-only' using errcode = 'restrict_violation';
end $$;

create trigger stock_changes_stay before update or delete on stock_changes
  for each row execute function stock_changes_stay();

-- Who wants to be told once when a variant is back.
create table restock_alerts (
  store_id uuid not null,
  variant_id uuid not null,
  account_id uuid not null,
  asked_at timestamptz not null,
  primary key (store_id, variant_id, account_id),
  foreign key (store_id, variant_id) references variants (store_id, id)
);

create index restock_alerts_in_order on restock_alerts (asked_at);
create index restock_alerts_of_account on restock_alerts (account_id);

-- What is mailed of stock: the row of `mails` with the same id says when, and whether it was sent.
create table stock_mails (
  store_id uuid not null,
  id uuid not null,
  kind text not null check (kind in ('restocked', 'low')),
  variant_id uuid, -- null: of all that are low
  account_id uuid, -- null: the seller, or somebody who has left
  primary key (store_id, id),
  foreign key (store_id, id) references mails (store_id, id),
  foreign key (store_id, variant_id) references variants (store_id, id),
  constraint stock_mails_about check ((kind = 'restocked') = (variant_id is not null))
);

create index stock_mails_of_account on stock_mails (account_id) where account_id is not null;
