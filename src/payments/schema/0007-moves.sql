-- The pair of `edges` in rules.ts: no payment changes its state along another edge, whoever writes it.
create function payments_move() returns trigger
  language plpgsql as $$
begin
  if (old.state, new.state) in (
      ('preparing', 'ready'), ('preparing', 'expired'),
      ('ready', 'authenticated'), ('ready', 'approving'), ('ready', 'fulfilled'),
      ('ready', 'late-approved'), ('ready', 'declined'), ('ready', 'expired'),
      ('ready', 'needs-review'),
      ('authenticated', 'approving'), ('authenticated', 'fulfilled'),
      ('authenticated', 'late-approved'), ('authenticated', 'declined'),
      ('authenticated', 'expired'), ('authenticated', 'needs-review'),
      ('approving', 'fulfilled'), ('approving', 'late-approved'), ('approving', 'approve-unknown'),
      ('approving', 'authenticated'), ('approving', 'ready'), ('approving', 'declined'),
      ('approving', 'expired'), ('approving', 'needs-review'),
      ('approve-unknown', 'fulfilled'), ('approve-unknown', 'late-approved'),
      ('approve-unknown', 'authenticated'), ('approve-unknown', 'ready'),
      ('approve-unknown', 'declined'), ('approve-unknown', 'expired'),
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

create trigger payments_move before update of state on payments
  for each row when (old.state <> new.state) execute function payments_move();
