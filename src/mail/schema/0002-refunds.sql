-- A refund is told of by mail, each of an order's once.
alter table mails add column about_id uuid; -- the refund; null where an order has but one such mail
alter table mails drop constraint mails_once;
alter table mails add constraint mails_once
  unique nulls not distinct (order_id, kind, about_id, store_id);
alter table mails drop constraint mails_kind;
alter table mails add constraint mails_kind check (kind in ('paid', 'canceled', 'refunded'));
alter table mails add constraint mails_about
  check ((kind = 'refunded') = (about_id is not null));
