-- Mails about an account itself, and the links in them. A link is the id of its mail and a signature: who
-- reads this table can follow none.
create table account_mails (
  id uuid primary key,
  account_id uuid references accounts (id), -- null of a reset: whose it is, is looked up when it is sent
  kind text not null,
  email text not null, -- to whom it goes: the address that its link proves
  created_at timestamptz not null,
  expires_at timestamptz not null, -- its link; of a mail without one, the row
  tries integer not null default 0 check (tries >= 0),
  next_try_at timestamptz, -- null: it is over, and outcome says how
  outcome text,
  sent_at timestamptz,
  constraint account_mails_kind check (
    kind in ('confirm', 'reset', 'change', 'changed', 'password-changed')
  ),
  constraint account_mails_account check (account_id is not null or kind = 'reset'),
  constraint account_mails_email_lower check (email = lower(email)),
  constraint account_mails_expire_later check (expires_at > created_at),
  constraint account_mails_outcome check (outcome in ('sent', 'skipped', 'given-up')),
  constraint account_mails_over check ((outcome is not null) = (next_try_at is null)),
  constraint account_mails_sent_at check ((outcome is not distinct from 'sent') = (sent_at is not null))
);

create index account_mails_due on account_mails (next_try_at) where next_try_at is not null;

create index account_mails_by_account on account_mails (account_id);

create index account_mails_by_expiry on account_mails (expires_at);
