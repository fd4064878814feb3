-- A buyer is told of each proposal to move a booking, and of each move.
alter table mails drop constraint mails_kind;
alter table mails add constraint mails_kind
  check (kind in ('paid', 'canceled', 'refunded', 'move-proposed', 'moved', 'owner'));
alter table mails drop constraint mails_about;
alter table mails add constraint mails_about
  check ((kind in ('refunded', 'move-proposed', 'moved')) = (about_id is not null));
