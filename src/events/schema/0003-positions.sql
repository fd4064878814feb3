-- Neither the outbox nor the log is ordered by an identity: each server of a cluster has numbers of
-- its own, and a cell that moves would go on with others. See docs/decisions/0031-cells-and-house.md.

-- Of one subject, who writes later has waited for the commit of who wrote before, and the clock that
-- is read as the row is written says so. `number` orders what one statement tells of one subject.
alter table outbox add column told_at timestamptz;
alter table outbox add column number integer not null default 0;
update outbox set told_at = timestamptz 'epoch' + id * interval '1 microsecond';
alter table outbox alter column told_at set not null;
alter table outbox alter column told_at set default clock_timestamp();
alter table outbox drop column id;
alter table outbox add column id uuid not null default gen_random_uuid();
alter table outbox add primary key (told_at, number, id);

-- The position of the last event that the log was given. The relay counts it up under its lock.
create table log_head (
  only_row boolean primary key default true constraint log_head_one check (only_row),
  position bigint not null constraint log_head_position check (position >= 0)
) with (fillfactor = 20);

insert into log_head (position)
select greatest(
         (select max(position) from events),
         (select max(position) from consumers),
         pg_sequence_last_value(pg_get_serial_sequence('events', 'position')::regclass),
         0);
alter table events alter column position drop identity;
alter table events alter column id drop default;
