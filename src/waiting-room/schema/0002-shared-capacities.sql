-- How many may be inside several rooms together: an owner's, so it belongs to people. Each room writes
-- who is inside it at every tick, under the lock of the capacity; between ticks that only falls.
create table shared_capacities (
  owner_id uuid not null,
  name text not null check (char_length(name) between 1 and 40),
  capacity integer not null check (capacity between 1 and 1000000),
  primary key (owner_id, name)
);

create table shared_rooms (
  owner_id uuid not null,
  name text not null,
  store_id uuid not null,
  weight integer not null check (weight between 1 and 1000),
  inside integer not null default 0 check (inside >= 0),
  waiting integer not null default 0 check (waiting >= 0),
  primary key (owner_id, name, store_id),
  foreign key (owner_id, name) references shared_capacities (owner_id, name) on delete cascade,
  constraint shared_rooms_one unique (store_id)
);
