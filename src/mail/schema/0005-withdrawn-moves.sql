-- A buyer who was told of a proposal is told when the store takes it back.
alter table mails drop constraint mails_kind;
alter table mails add constraint mails_kind
  check (kind in ('paid', 'canceled', 'refunded', 'move-proposed', 'move-withdrawn', 'moved', 'owner'));
alter table mails drop constraint mails_about;
alter table mails add constraint mails_about
  check ((kind in ('refunded', 'move-proposed', 'move-withdrawn', 'moved')) = (about_id is not null));
