-- Sellers are mailed of the end of their lots, too.
alter table lot_mails drop constraint lot_mails_kind;
alter table lot_mails drop constraint lot_mails_to;
alter table lot_mails add constraint lot_mails_kind check (
  kind in ('won', 'reminder', 'lapsed', 'unpaid', 'outbid', 'handed-over', 'sold', 'unsold')
);
alter table lot_mails add constraint lot_mails_to check (
  (kind in ('unpaid', 'sold', 'unsold')) = (bidder is null)
);
