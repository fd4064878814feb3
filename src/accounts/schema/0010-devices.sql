-- Where somebody is signed in, as they are shown it: which kind of device, and the network that it was in.
alter table sessions add column device text;

alter table sessions add column network text;

alter table sessions add column last_seen_at timestamptz not null default now(); -- to a few minutes

update sessions set last_seen_at = updated_at;

alter table sessions add constraint sessions_device check (char_length(device) <= 60);

-- Shortened: an IPv4 address without its last part, of IPv6 the first three.
alter table sessions add constraint sessions_network_short
  check (network ~ '^(\d{1,3}\.){3}0/24$|^[0-9a-f:]+::/48$');
