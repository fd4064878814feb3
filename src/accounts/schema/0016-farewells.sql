-- The last mail to an account that was deleted. It names no account and is gone as soon as it has been sent or given up,
-- and with it the address.
alter table account_mails drop constraint account_mails_account;

alter table account_mails add constraint account_mails_account check (
  case kind when 'left' then account_id is null when 'reset' then true else account_id is not null end
);

-- What it says: what is kept, and what may come back. No name, no address.
alter table account_mails add column said jsonb;

alter table account_mails add constraint account_mails_said check ((said is not null) = (kind = 'left'));

alter table account_mails add constraint account_mails_left_waits check (kind <> 'left' or next_try_at is not null);
