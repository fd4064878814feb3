-- When the owner of a session confirmed anew, after signing in, to be there; null: not since.
alter table sessions add column confirmed_at timestamptz;
