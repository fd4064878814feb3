-- The answer to a request that claims a place or moves money, written with its effect.
create table idempotency_keys (
  scope text not null, -- the account; the route is in the fingerprint
  key text not null,
  fingerprint text not null, -- of the whole request
  answer text, -- null while an outside call is still running
  created_at timestamptz not null,
  primary key (scope, key)
);

create index idempotency_keys_by_age on idempotency_keys using brin (created_at);
create index idempotency_keys_open on idempotency_keys (created_at) where answer is null;
