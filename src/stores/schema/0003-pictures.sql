-- Positions are 1 to 10, each once: a store has ten pictures at most. The first is the main one.
create table store_pictures (
  store_id uuid not null references stores (id),
  id uuid not null,
  position integer not null,
  alt text not null check (char_length(alt) <= 200),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  large bytea not null, -- WebP
  small bytea not null,
  primary key (store_id, id),
  constraint store_pictures_at_most_ten check (position between 1 and 10),
  constraint store_pictures_position_once unique (position, store_id) deferrable
);
