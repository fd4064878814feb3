-- Who is offered a place of somebody else's order is told so, and told when it is taken back; so is who
-- offers it.
alter table mails drop constraint mails_kind;
alter table mails add constraint mails_kind
  check (kind in ('paid', 'canceled', 'refunded', 'move-proposed', 'move-withdrawn', 'moved', 'owner',
                  'place-offered', 'place-offer-sent', 'place-offer-ended'));
alter table mails drop constraint mails_about;
alter table mails add constraint mails_about
  check ((kind in ('refunded', 'move-proposed', 'move-withdrawn', 'moved',
                   'place-offered', 'place-offer-sent', 'place-offer-ended'))
         = (about_id is not null));
