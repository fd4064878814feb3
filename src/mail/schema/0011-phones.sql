-- What is mailed is told on a phone too, where the store wants that: in a row of its own, whose number is read
-- when it is sent.
alter table mails add column channel text not null default 'mail';
-- Of what is about no order: the mail whose words it says.
alter table mails add column tells uuid;
-- Of a store's news: whose number gets it.
alter table mails add column phone_of uuid;
-- Written before the sender is asked, and cleared with the answer. While they are there it is looked up, and
-- not sent again. The number is encrypted.
alter table mails add column asked_at timestamptz;
alter table mails add column asked_to text;
alter table mails add constraint mails_channel check (channel in ('mail', 'phone'));
alter table mails add constraint mails_tells check (
  (tells is not null) = (channel = 'phone' and order_id is null)
  and (phone_of is not null) = (channel = 'phone' and kind = 'owner')
);
alter table mails add constraint mails_tells_own foreign key (store_id, tells)
  references mails (store_id, id);
alter table mails add constraint mails_asked check (
  (asked_at is null) = (asked_to is null)
  and (asked_at is null or (channel = 'phone' and outcome is null))
);
alter table mails drop constraint mails_outcome;
-- unknown: it may have arrived
alter table mails add constraint mails_outcome
  check (outcome in ('sent', 'skipped', 'given-up', 'unknown'));

drop index mails_once;
create unique index mails_once on mails (order_id, kind, about_id, store_id, channel) nulls not distinct
  where order_id is not null;
create unique index mails_told_once on mails (tells, phone_of, store_id) nulls not distinct
  where tells is not null;
drop index mails_one_for_owner;
create unique index mails_one_for_owner on mails (store_id)
  where kind = 'owner' and channel = 'mail' and outcome is null;
drop index mails_due;
create index mails_due on mails (channel, next_try_at) where next_try_at is not null;
create index mails_asked on mails (store_id, order_id) where asked_at is not null;
create index mails_asked_of on mails (phone_of) where asked_at is not null;
