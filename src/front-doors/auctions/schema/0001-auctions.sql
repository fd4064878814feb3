-- An auction is a store. Its terms apply to lots registered from then on, each of which has a copy.
create table auction_terms (
  store_id uuid primary key references stores (id),
  terms jsonb not null
);

-- One thing that is sold to the highest bidder. Its place has the key `lot/<id>`.
create table lots (
  store_id uuid not null references stores (id),
  id uuid not null,
  title text not null check (char_length(title) between 1 and 100),
  description text not null check (char_length(description) <= 5000),
  category text not null,
  start_price bigint not null check (start_price > 0),
  reserve bigint, -- never shown
  buy_now bigint,
  terms jsonb not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null, -- a bid shortly before it moves it; the only copy of the end
  hard_ends_at timestamptz not null,
  state text not null default 'open',
  closed_at timestamptz,
  hidden boolean not null default false,
  price bigint, -- null: nobody has bid
  leader integer, -- a bidder of the lot
  leader_maximum bigint, -- never shown
  bids integer not null default 0, -- the last number
  steps integer not null default 0, -- the last step: bids and raised maximums
  bidders integer not null default 0, -- the last one who has come
  version integer not null default 1, -- another one with each change that viewers see
  relisted_from uuid,
  deposits_open boolean not null, -- some may have to be given back
  created_at timestamptz not null,
  primary key (store_id, id),
  constraint lots_state check (state in ('open', 'withdrawn', 'sold', 'unsold')),
  constraint lots_closed check ((state = 'open') = (closed_at is null)),
  constraint lots_category check (
    category in ('art', 'antiques', 'fashion', 'digital', 'hobby', 'home', 'other')
  ),
  constraint lots_reserve check (reserve > start_price),
  constraint lots_buy_now check (buy_now > start_price and (reserve is null or buy_now >= reserve)),
  constraint lots_times check (starts_at < ends_at and ends_at <= hard_ends_at),
  constraint lots_led check (
    num_nulls(price, leader, leader_maximum) in (0, 3) and (price is null) = (bids = 0)
  ),
  constraint lots_price_within check (price between start_price and leader_maximum),
  constraint lots_withdrawn_unbid check (state <> 'withdrawn' or bids = 0),
  constraint lots_unsold check (state <> 'sold' or price is not null)
) with (fillfactor = 50); -- the price changes with every bid: leave room to update in place

create index lots_ending on lots (ends_at) where state = 'open';
create index lots_starting on lots (starts_at) where state = 'open';
create index lots_closed_by_end on lots (ends_at) where state in ('sold', 'unsold');
create index lots_with_deposits on lots (closed_at) where deposits_open;
create unique index lots_relisted_once on lots (relisted_from, store_id) where relisted_from is not null;

-- The only ways a lot may go.
create function lots_move() returns trigger
  language plpgsql as $$
begin
  if old.state <> 'open' and (new.state, new.price, new.leader, new.bids, new.steps, new.ends_at)
       is distinct from (old.state, old.price, old.leader, old.bids, old.steps, old.ends_at) then
    raise exception 'a closed lot stays as it is'
      using errcode = 'check_violation', constraint = 'lots_stay_closed';
  end if;
  if new.price < old.price or new.bids < old.bids or new.steps < old.steps
     or new.version < old.version or (old.price is not null and new.price is null) then
    raise exception 'the price and the numbers of a lot never fall'
      using errcode = 'check_violation', constraint = 'lots_never_fall';
  end if;
  if old.bids > 0 and new.ends_at < old.ends_at then
    raise exception 'the end of a lot with bids is never earlier'
      using errcode = 'check_violation', constraint = 'lots_end_later';
  end if;
  return new;
end $$;

create trigger lots_move before update on lots for each row execute function lots_move();

-- Whoever has bid on a lot: a number in place of a name. `account_id` is null once they have left.
create table lot_bidders (
  store_id uuid not null,
  lot_id uuid not null,
  bidder integer not null check (bidder > 0),
  account_id uuid, -- no foreign key: accounts have keys of their own
  maximum bigint not null, -- never shown to others
  step integer not null,
  primary key (store_id, lot_id, bidder), -- no foreign key: see bids
  constraint lot_bidders_once unique (account_id, lot_id, store_id)
);

-- What was accepted, in the order of the decisions. A leader who raises the own maximum makes a step
-- without a number, which nobody else sees.
create table bids (
  store_id uuid not null,
  lot_id uuid not null,
  step integer not null check (step > 0),
  number integer check (number > 0),
  bidder integer not null,
  amount bigint not null, -- what is shown of it
  maximum bigint not null, -- never shown
  price bigint not null, -- after it
  leader integer not null, -- after it
  ends_at timestamptz not null, -- after it
  at timestamptz not null,
  primary key (store_id, lot_id, step), -- no foreign keys: they ask for every row; the audit checks
  constraint bids_numbered_once unique (lot_id, number, store_id),
  constraint bids_within check (amount <= maximum)
);

create trigger bids_stay before update or delete on bids
  for each row execute function refuse_change();

-- Whoever may buy a lot, at which price, until when. One at a time; it is paid by an order of its place.
create table wins (
  store_id uuid not null,
  lot_id uuid not null,
  round integer not null check (round > 0),
  kind text not null,
  bidder integer not null,
  account_id uuid, -- null once they have left
  amount bigint not null check (amount > 0),
  won_at timestamptz not null,
  expires_at timestamptz not null,
  ended text, -- how it ended without being paid
  ended_at timestamptz,
  settled_at timestamptz, -- since then it is known to be paid
  reminders integer not null default 0, -- sent so far
  handed_over_at timestamptz, -- says the seller
  received_at timestamptz, -- says the buyer
  primary key (store_id, lot_id, round),
  foreign key (store_id, lot_id) references lots (store_id, id),
  foreign key (store_id, lot_id, bidder) references lot_bidders (store_id, lot_id, bidder),
  constraint wins_kind check (kind in ('hammer', 'buy-now', 'second-chance')),
  constraint wins_once_each unique (lot_id, bidder, store_id),
  constraint wins_second_chance_once check ((kind = 'second-chance') = (round = 2) and round <= 2),
  constraint wins_ended check (
    (ended is null) = (ended_at is null) and ended in ('lapsed', 'declined', 'canceled')
  )
);

-- Deposits of winners who have left without paying, and no longer can be told by their account.
create table lost_deposits (
  store_id uuid not null,
  order_id uuid not null,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id)
);

create unique index wins_one_open on wins (lot_id, store_id) where ended is null;
create index wins_by_account on wins (account_id, won_at) where account_id is not null;
create index wins_expiring on wins (expires_at) where ended is null and settled_at is null;
