-- A body that is parsed as it is written names its table whatever the search path is, and can be
-- copied to another server.
create or replace function clock_now() returns timestamptz
  language sql stable
  begin atomic
    select clock_timestamp() + (select ahead from clock);
  end;
