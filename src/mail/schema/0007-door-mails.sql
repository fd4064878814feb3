-- A front door mails whom it has to tell of something that is no order: the row of the same id in its
-- own tables says of what.
alter table mails drop constraint mails_kind;
alter table mails add constraint mails_kind
  check (kind in ('paid', 'canceled', 'refunded', 'move-proposed', 'move-withdrawn', 'moved', 'owner',
                  'place-offered', 'place-offer-sent', 'place-offer-ended', 'door'));
alter table mails drop constraint mails_owner;
alter table mails add constraint mails_owner check ((kind in ('owner', 'door')) = (order_id is null));
