-- A store proposes another time for a booking, and its guest answers. Until then a ready order of nobody
-- (its buyer is the move) holds the new place; when that order is dead, so is the proposal.
create table moves (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  hold_id uuid not null,
  from_place_id uuid not null,
  to_place_id uuid not null,
  message text not null,
  state text not null,
  proposed_at timestamptz not null,
  ended_at timestamptz,
  primary key (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  foreign key (store_id, hold_id) references orders (store_id, id),
  foreign key (store_id, from_place_id) references places (store_id, id),
  foreign key (store_id, to_place_id) references places (store_id, id),
  constraint moves_state
    check (state in ('proposed', 'accepted', 'declined', 'withdrawn', 'expired')),
  constraint moves_ended_at check ((state = 'proposed') = (ended_at is null)),
  constraint moves_elsewhere check (from_place_id <> to_place_id),
  constraint moves_message check (char_length(message) <= 200)
);

create unique index moves_one_open on moves (order_id, store_id) where state = 'proposed';
create unique index moves_one_hold on moves (hold_id, store_id);
create index moves_of_order on moves (order_id, store_id);

create function moves_end_once() returns trigger
  language plpgsql as $$
begin
  if old.state <> 'proposed' and new.state <> old.state then
    raise exception 'a move that ended stays as it is'
      using errcode = 'check_violation', constraint = 'moves_end_once';
  end if;
  return new;
end $$;

create trigger moves_end_once before update on moves
  for each row execute function moves_end_once();
