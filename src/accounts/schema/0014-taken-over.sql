-- When somebody who reads the mails of its address took over an account that had only named it: what was
-- typed before is not theirs, and fills no form.
alter table accounts add column taken_over_at timestamptz;
