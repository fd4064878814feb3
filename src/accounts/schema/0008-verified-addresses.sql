-- An address belongs to whoever verified it; several accounts that did not may name it.
alter table accounts drop constraint accounts_email_once;

-- Until now an address was one account's, and was mailed to: these count as verified. Who reads its
-- mails gets such an account by setting a new password.
update accounts set email_verified = true where not is_guest;

create unique index accounts_email_verified_once on accounts (email) where email_verified;

create index accounts_by_email on accounts (email, created_at);

-- When somebody else verified the address that this account had only named.
alter table accounts add column address_lost_at timestamptz;

alter table accounts add constraint accounts_lost_unverified
  check (address_lost_at is null or not email_verified);

alter table accounts add constraint accounts_guests_unverified
  check (not (is_guest and email_verified));

create index accounts_unverified on accounts (created_at) where not email_verified and not is_guest;
