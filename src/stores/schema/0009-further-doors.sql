-- The front doors that a store sells by, besides its own.
alter table stores add column also text[] not null default '{}';
alter table stores add constraint stores_also_others check (not front_door = any(also));
