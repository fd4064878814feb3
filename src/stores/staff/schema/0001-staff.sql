-- Who works at a store besides its owner, and as what. It belongs to people, of stores in any cell.
create table staff (
  store_id uuid not null,
  account_id uuid not null references accounts (id),
  role text not null,
  since timestamptz not null,
  primary key (store_id, account_id),
  constraint staff_role check (role in ('door', 'desk', 'manager'))
);

create index staff_by_account on staff (account_id);

-- Every process remembers for a minute who asks, and where they work.
create trigger staff_changed after insert or update on staff
  for each row execute function tell_caller('account_id');
create trigger staff_gone after delete on staff
  for each row execute function tell_caller('account_id');

-- Who is asked to work at a store, or to take it over: the role of an owner. An address is kept for as long
-- as the list of what was done names it.
create table staff_invitations (
  store_id uuid not null,
  id uuid not null,
  -- The mail with the only link that is valid: sending it again makes another one.
  mail_id uuid not null,
  email text,
  role text not null,
  -- The owner who hands the store over stays as a manager.
  stays boolean not null,
  state text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (store_id, id),
  constraint staff_invitations_role check (role in ('door', 'desk', 'manager', 'owner')),
  constraint staff_invitations_stays check (role = 'owner' or not stays),
  constraint staff_invitations_state check (state in ('open', 'accepted', 'revoked')),
  constraint staff_invitations_ended check ((state = 'open') = (ended_at is null)),
  constraint staff_invitations_addressed check (state <> 'open' or email is not null),
  constraint staff_invitations_one_address check (email = lower(email)),
  constraint staff_invitations_mail unique (store_id, mail_id)
);

create unique index staff_invitations_open on staff_invitations (store_id, email) where state = 'open';
create unique index staff_invitations_one_owner on staff_invitations (store_id)
  where state = 'open' and role = 'owner';
create index staff_invitations_by_email on staff_invitations (email) where email is not null;

-- Who did what and when. People who have left are nobody.
create table staff_acts (
  store_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  act text not null,
  by_id uuid,
  -- Whom it is about: one of the staff, or somebody who is invited.
  account_id uuid,
  invitation_id uuid,
  role text not null,
  primary key (store_id, id),
  constraint staff_acts_act
    check (act in ('invited', 'resent', 'revoked', 'accepted', 'changed', 'removed', 'left'))
);

create index staff_acts_by on staff_acts (by_id) where by_id is not null;
create index staff_acts_about on staff_acts (account_id) where account_id is not null;
