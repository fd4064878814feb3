-- Origins that a store's own front end may bring its buyers back to after a payment: `https://host`, or
-- `http://localhost:3000` while it is developed. stores/returns/rules.ts decides; this is its pair.
alter table stores add column return_origins text[] not null default '{}';

alter table stores
  add constraint stores_return_origins check (
    cardinality(return_origins) <= 20
    and array_to_string(return_origins, ' ', '') ~
      '^((https://[^ /?#@\\]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?)( (?!$)|$))*$'
  );
