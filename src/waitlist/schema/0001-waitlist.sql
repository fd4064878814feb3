-- Who waits for units of a place that was sold out. What comes free is offered in the order of `ranked_at`;
-- an offer is a ready order of the one who waits, and its deadline is that of the offer.
create table waitlist_entries (
  store_id uuid not null,
  id uuid not null,
  place_id uuid not null,
  buyer_id uuid not null,
  quantity integer not null,
  -- What is waited for, in the terms of its front door.
  item jsonb not null,
  -- Of the open entries of a guest at a store, which one it is: how many there are has a limit.
  slot integer not null,
  starts_at timestamptz not null,
  state text not null,
  joined_at timestamptz not null,
  ranked_at timestamptz not null,
  -- How many offers ended without an answer.
  lapses integer not null default 0,
  order_id uuid,
  ended_at timestamptz,
  primary key (store_id, id),
  foreign key (store_id, place_id) references places (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint waitlist_entries_state
    check (state in ('waiting', 'offered', 'accepted', 'declined', 'left', 'dropped')),
  constraint waitlist_entries_quantity check (quantity between 1 and 100),
  constraint waitlist_entries_slot check (slot between 1 and 10),
  constraint waitlist_entries_lapses check (lapses < 2 or (lapses = 2 and state = 'dropped')),
  constraint waitlist_entries_offer
    check (case when state in ('offered', 'accepted') then order_id is not null
                when state = 'waiting' then order_id is null else true end),
  constraint waitlist_entries_ended_at
    check ((state in ('waiting', 'offered')) = (ended_at is null)),
  constraint waitlist_entries_before_start check (ranked_at < starts_at)
);

create unique index waitlist_entries_once on waitlist_entries (place_id, buyer_id, store_id)
  where state in ('waiting', 'offered');
create unique index waitlist_entries_at_most on waitlist_entries (buyer_id, slot, store_id)
  where state in ('waiting', 'offered');
create unique index waitlist_entries_one_order on waitlist_entries (order_id, store_id)
  where order_id is not null;
create index waitlist_entries_waiting on waitlist_entries (store_id, place_id, ranked_at, id)
  where state = 'waiting';
create index waitlist_entries_to_offer on waitlist_entries (starts_at) where state = 'waiting';
create index waitlist_entries_offered on waitlist_entries (store_id, order_id) where state = 'offered';
create index waitlist_entries_of_buyer on waitlist_entries (buyer_id);
create index waitlist_entries_of_day on waitlist_entries (store_id, starts_at);
create index waitlist_entries_old on waitlist_entries (starts_at);

create function waitlist_entries_end_once() returns trigger
  language plpgsql as $$
begin
  if old.ended_at is not null and new.state <> old.state then
    raise exception 'an entry of the waitlist that ended stays as it is'
      using errcode = 'check_violation', constraint = 'waitlist_entries_end_once';
  end if;
  return new;
end $$;

create trigger waitlist_entries_end_once before update on waitlist_entries
  for each row execute function waitlist_entries_end_once();

-- A store without a row has a waitlist, with the defaults.
create table waitlist_terms (
  store_id uuid primary key references stores (id),
  is_on boolean not null,
  offer_minutes integer not null,
  entries_per_guest integer not null,
  constraint waitlist_terms_offer check (offer_minutes between 10 and 120),
  constraint waitlist_terms_entries check (entries_per_guest between 1 and 10)
);

-- Somebody has waited for it: whoever claims it reads, under its lock, who waits. Never taken back, which
-- costs a read and decides nothing.
alter table places add column is_waited boolean not null default false;
