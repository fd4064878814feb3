-- Releases until 0.1 kept a schedule with pg-boss. Its schema goes, unless another program that
-- uses this database has queues in it.
do $$
begin
  if to_regclass('pgboss.queue') is not null then
    if not exists (
      select from pgboss.queue where name <> 'close-days' and name not like '\_\_pgboss\_\_%'
    ) then
      drop schema pgboss cascade;
    end if;
  end if;
end $$;
