-- What a buyer is told of an order by e-mail: each kind once, for ever. Nothing of the person is kept
-- here: to whom it goes is read when it is sent.
create table mails (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  kind text not null,
  created_at timestamptz not null,
  tries integer not null default 0 check (tries >= 0),
  next_try_at timestamptz, -- null: it is over, and outcome says how
  outcome text,
  sent_at timestamptz,
  primary key (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint mails_once unique (order_id, kind, store_id),
  constraint mails_kind check (kind in ('paid', 'canceled')),
  constraint mails_outcome check (outcome in ('sent', 'skipped', 'given-up')),
  constraint mails_over check ((outcome is not null) = (next_try_at is null)),
  constraint mails_sent_at check ((outcome is not distinct from 'sent') = (sent_at is not null))
);

create index mails_due on mails (next_try_at) where next_try_at is not null;
