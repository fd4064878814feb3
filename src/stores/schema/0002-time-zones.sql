-- The names of time zones that this PostgreSQL knows. What `at time zone` reads besides them (`+09:00`,
-- `UTC+9`, `T09:00Z`) means something else here than elsewhere, or nothing. CET, EET, MET and WET are
-- abbreviations to `at time zone`, without the summer time that they have elsewhere.
create table time_zones (
  name text primary key
);

insert into time_zones (name)
select name from pg_timezone_names
 where name !~ '^(posix|right)/' and name not in ('Factory', 'localtime', 'posixrules', 'CET', 'EET', 'MET', 'WET');

-- Stores were opened with whatever Temporal could read: each keeps the zone that it read.
update stores
   set time_zone = z.name
  from time_zones z
 where lower(z.name) = lower(stores.time_zone) and z.name <> stores.time_zone;

update stores
   set time_zone = z.name
  from time_zones z
 where lower(z.name) = lower(substring(stores.time_zone from '\[!?([^\]]+)\]'));

update stores
   set time_zone = 'UTC'
 where time_zone ~* '[0-9]z$' and time_zone !~ '\[';

-- The sign of these names is POSIX's: nine hours ahead of Greenwich is Etc/GMT-9.
update stores
   set time_zone = z.name
  from time_zones z
 where stores.time_zone ~ '[+-]\d\d(:?00)?\]?$'
   and not exists (select 1 from time_zones known where known.name = stores.time_zone)
   and z.name = 'Etc/GMT'
       || translate(substring(stores.time_zone from '([+-])\d\d(?::?00)?\]?$'), '+-', '-+')
       || substring(stores.time_zone from '[+-](\d\d)(?::?00)?\]?$')::integer;

update stores
   set time_zone = z.name
  from (values ('+03:30', 'Asia/Tehran'), ('+04:30', 'Asia/Kabul'), ('+05:30', 'Asia/Kolkata'),
               ('+05:45', 'Asia/Kathmandu'), ('+06:30', 'Asia/Yangon'),
               ('+08:45', 'Australia/Eucla'), ('+09:30', 'Australia/Darwin'),
               ('-09:30', 'Pacific/Marquesas')) as z ("offset", name)
 where right(rtrim(stores.time_zone, ']'), 6) = z."offset";

update stores
   set time_zone = z.name
  from (values ('cet', 'Europe/Brussels'), ('eet', 'Europe/Athens'), ('met', 'Europe/Brussels'),
               ('wet', 'Europe/Lisbon')) as z (abbreviation, name)
 where lower(stores.time_zone) = z.abbreviation;

-- What is left is named by the audit and put right by its owner; nothing like it comes in.
alter table stores
  add constraint stores_time_zone_known foreign key (time_zone) references time_zones (name)
  not valid;
