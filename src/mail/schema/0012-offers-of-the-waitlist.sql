-- Who waits is told what came free and is held for them.
alter table mails drop constraint mails_kind;
alter table mails add constraint mails_kind
  check (kind in ('paid', 'canceled', 'refunded', 'given-back', 'move-proposed', 'move-withdrawn',
                  'moved', 'owner', 'place-offered', 'place-offer-sent', 'place-offer-ended', 'door',
                  'staff', 'reminder', 'offered'));
