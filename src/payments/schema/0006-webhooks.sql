-- A webhook is kept below the payment that it names: one that names none of ours is not kept at all.
alter table webhook_events add column store_id uuid;
alter table webhook_events add column payment_id uuid;

update webhook_events w
   set store_id = p.store_id, payment_id = p.id
  from payments p
 where p.gateway = w.gateway
   and (p.reference = w.reference or p.approval_reference = w.approval_reference);

delete from webhook_events where payment_id is null;
update webhook_events set event_id = left(event_id, 200), kind = left(kind, 200);

alter table webhook_events drop constraint webhook_events_of_something;
alter table webhook_events drop column reference;
alter table webhook_events drop column approval_reference;
alter table webhook_events alter column store_id set not null;
alter table webhook_events alter column payment_id set not null;
alter table webhook_events drop constraint webhook_events_pkey;
alter table webhook_events add primary key (store_id, gateway, event_id);
alter table webhook_events add constraint webhook_events_payment
  foreign key (store_id, payment_id) references payments (store_id, id);
alter table webhook_events add constraint webhook_events_bounded
  check (char_length(event_id) between 1 and 200 and char_length(kind) <= 200);

-- Old rows are deleted in the order in which they came.
create index webhook_events_by_age on webhook_events (came_at);

-- When an unsigned webhook last made this payment due; the next one waits until some time after it.
alter table payments add column heard_at timestamptz;
