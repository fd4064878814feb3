-- A guest is reminded of each start of a booking.
alter table mails drop constraint mails_kind;
alter table mails add constraint mails_kind
  check (kind in ('paid', 'canceled', 'refunded', 'given-back', 'move-proposed', 'move-withdrawn',
                  'moved', 'owner', 'place-offered', 'place-offer-sent', 'place-offer-ended', 'door',
                  'staff', 'reminder'));
alter table mails drop constraint mails_about;
alter table mails add constraint mails_about
  check ((kind in ('refunded', 'given-back', 'move-proposed', 'move-withdrawn', 'moved',
                   'place-offered', 'place-offer-sent', 'place-offer-ended', 'reminder'))
         = (about_id is not null));
-- A store is told that a guest chose another time, and that one did not answer to a proposal.
alter table notices drop constraint notices_kind;
alter table notices add constraint notices_kind check (
  kind in ('booked', 'canceled', 'partly-canceled', 'payment-review', 'move-accepted', 'move-declined',
           'changed', 'move-expired')
);
