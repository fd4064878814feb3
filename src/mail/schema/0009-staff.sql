-- Who is invited to work at a store is mailed: the invitation with this mail says to whom and what.
alter table mails drop constraint mails_kind;
alter table mails add constraint mails_kind
  check (kind in ('paid', 'canceled', 'refunded', 'given-back', 'move-proposed', 'move-withdrawn',
                  'moved', 'owner', 'place-offered', 'place-offer-sent', 'place-offer-ended', 'door',
                  'staff'));
alter table mails drop constraint mails_owner;
alter table mails add constraint mails_owner
  check ((kind in ('owner', 'door', 'staff')) = (order_id is null));
