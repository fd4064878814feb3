-- Whoever has the link of an invitation may decline it, without an account.
alter table staff_invitations drop constraint staff_invitations_state;
alter table staff_invitations
  add constraint staff_invitations_state check (state in ('open', 'accepted', 'revoked', 'declined'));

alter table staff_acts drop constraint staff_acts_act;
alter table staff_acts add constraint staff_acts_act
  check (act in ('invited', 'resent', 'revoked', 'accepted', 'declined', 'changed', 'removed', 'left'));
