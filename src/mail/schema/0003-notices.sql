-- What a store is told of: each once, for ever. One mail tells all that none has told before it.
create table notices (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  kind text not null,
  about_id uuid, -- the payment or the move; null where an order has but one such notice
  at timestamptz not null,
  mail_id uuid, -- that tells it; null: none yet
  primary key (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  foreign key (store_id, mail_id) references mails (store_id, id),
  constraint notices_once unique nulls not distinct (order_id, kind, about_id, store_id),
  constraint notices_kind check (
    kind in ('booked', 'canceled', 'payment-review', 'move-accepted', 'move-declined')
  ),
  constraint notices_about check ((kind in ('booked', 'canceled')) = (about_id is null))
);

create index notices_untold on notices (store_id, at) where mail_id is null;
create index notices_of_mail on notices (mail_id, store_id);

-- A mail to a store is about no single order, and at most one of a store's waits.
alter table mails alter column order_id drop not null;
alter table mails drop constraint mails_once;
create unique index mails_once on mails (order_id, kind, about_id, store_id) nulls not distinct
  where order_id is not null;
alter table mails drop constraint mails_kind;
alter table mails add constraint mails_kind
  check (kind in ('paid', 'canceled', 'refunded', 'owner'));
alter table mails add constraint mails_owner check ((kind = 'owner') = (order_id is null));
create unique index mails_one_for_owner on mails (store_id)
  where kind = 'owner' and outcome is null;
create index mails_to_owner on mails (store_id, sent_at) where kind = 'owner';
