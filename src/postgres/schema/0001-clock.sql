-- The one clock. Every deadline is compared with it; in the sandbox a person may move it forward.
create table clock (
  only_row boolean primary key default true check (only_row),
  ahead interval not null default interval '0' check (ahead >= interval '0')
);

insert into clock default values;

create function clock_now() returns timestamptz
  language sql stable
  return clock_timestamp() + (select ahead from clock);

-- Shared by every table of facts: what has been written there stays as it was written.
create function refuse_change() returns trigger
  language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
