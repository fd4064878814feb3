-- A store is told that a day, or a performance, is sold out: once, whichever orders were the last.
alter table notices drop constraint notices_kind;
alter table notices add constraint notices_kind check (
  kind in ('booked', 'canceled', 'partly-canceled', 'payment-review', 'move-accepted', 'move-declined',
           'changed', 'move-expired', 'sold-out')
);
create unique index notices_sold_out_once on notices (store_id, about_id) where kind = 'sold-out';
