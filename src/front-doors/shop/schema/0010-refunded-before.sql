-- Of what a return would bring back: what the seller had refunded already without naming goods.
alter table returns add column refunded_before bigint not null default 0;
alter table returns add constraint returns_refunded_before check (
  refunded_before >= 0 and (kind <> 'exchange' or refunded_before = 0)
);
