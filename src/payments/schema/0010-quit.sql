-- A buyer who left the payment window is told apart from one whom bank or gateway refused.
alter table payments drop constraint payments_state;
alter table payments add constraint payments_state check (state in (
  'preparing', 'ready', 'authenticated', 'approving', 'approve-unknown', 'fulfilled',
  'late-approved', 'refunding', 'refund-pending', 'refund-unknown', 'declined', 'quit', 'expired',
  'refunded', 'partially-refunded', 'needs-review'
));

create or replace function payments_move() returns trigger
  language plpgsql as $$
begin
  if (old.state, new.state) in (
      ('preparing', 'ready'), ('preparing', 'expired'),
      ('ready', 'authenticated'), ('ready', 'approving'), ('ready', 'fulfilled'),
      ('ready', 'late-approved'), ('ready', 'declined'), ('ready', 'quit'), ('ready', 'expired'),
      ('ready', 'needs-review'),
      ('authenticated', 'approving'), ('authenticated', 'fulfilled'),
      ('authenticated', 'late-approved'), ('authenticated', 'declined'),
      ('authenticated', 'quit'), ('authenticated', 'expired'), ('authenticated', 'needs-review'),
      ('approving', 'fulfilled'), ('approving', 'late-approved'), ('approving', 'approve-unknown'),
      ('approving', 'authenticated'), ('approving', 'ready'), ('approving', 'declined'),
      ('approving', 'quit'), ('approving', 'expired'), ('approving', 'needs-review'),
      ('approve-unknown', 'fulfilled'), ('approve-unknown', 'late-approved'),
      ('approve-unknown', 'authenticated'), ('approve-unknown', 'ready'),
      ('approve-unknown', 'declined'), ('approve-unknown', 'quit'), ('approve-unknown', 'expired'),
      ('approve-unknown', 'needs-review'),
      ('fulfilled', 'refunding'), ('fulfilled', 'refunded'), ('fulfilled', 'needs-review'),
      ('late-approved', 'fulfilled'), ('late-approved', 'refunding'),
      ('refunding', 'refunded'), ('refunding', 'partially-refunded'),
      ('refunding', 'refund-pending'), ('refunding', 'refund-unknown'),
      ('refunding', 'needs-review'),
      ('refund-pending', 'refunded'), ('refund-pending', 'partially-refunded'),
      ('refund-pending', 'refunding'), ('refund-pending', 'needs-review'),
      ('refund-unknown', 'refunded'), ('refund-unknown', 'partially-refunded'),
      ('refund-unknown', 'refunding'), ('refund-unknown', 'needs-review'),
      ('partially-refunded', 'refunding'), ('partially-refunded', 'needs-review'),
      ('declined', 'late-approved'), ('declined', 'needs-review'),
      ('quit', 'late-approved'), ('quit', 'needs-review'),
      ('expired', 'late-approved'), ('expired', 'needs-review'),
      ('needs-review', 'approve-unknown'), ('needs-review', 'refund-unknown'),
      ('needs-review', 'late-approved'), ('needs-review', 'fulfilled'),
      ('needs-review', 'refunding'), ('needs-review', 'partially-refunded'),
      ('needs-review', 'refunded'), ('needs-review', 'expired')
    )
  then
    return new;
  end if;
  raise exception 'a payment cannot go from % to %', old.state, new.state
    using errcode = 'check_violation', constraint = 'payments_move';
end $$;
