-- Tickets that were handed on: to whom, and how often. Every other ticket is its buyer's, and needs
-- no row: it is made of its order line, which also says whether it is valid.
create table handed_tickets (
  store_id uuid not null,
  order_id uuid not null,
  place_id uuid not null,
  holder_id uuid, -- null: the buyer again
  handed integer not null check (handed > 0), -- each time it gets another serial
  primary key (store_id, order_id, place_id)
);

create index handed_tickets_by_holder on handed_tickets (holder_id, store_id)
  where holder_id is not null;

create table ticket_offers (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  place_id uuid not null,
  handed integer not null, -- of the ticket when it was offered
  from_id uuid, -- empty once the giver has left
  secret_hash text not null,
  email_hash text not null, -- of whom it is for
  -- The address and the secret of the link, encrypted: for the mails. Emptied once the offer has been
  -- over for two days, or open for thirty.
  sealed text,
  state text not null,
  offered_at timestamptz not null,
  ended_at timestamptz,
  primary key (store_id, id),
  constraint ticket_offers_state check (state in ('offered', 'accepted', 'withdrawn'))
);

create unique index ticket_offers_one_open on ticket_offers (store_id, order_id, place_id)
  where state = 'offered';
create unique index ticket_offers_by_secret on ticket_offers (secret_hash, store_id);
create index ticket_offers_sealed on ticket_offers (offered_at) where sealed is not null;

-- What devices have scanned; merged whenever they are on line again, never changed. An occasion is
-- what a door sells admission to.
create table check_ins (
  store_id uuid not null references stores (id),
  occasion_id uuid not null,
  serial text not null,
  device text not null,
  at timestamptz not null,
  received_at timestamptz not null,
  primary key (store_id, occasion_id, serial, device, at)
);

create trigger check_ins_stay before update or delete on check_ins
  for each row execute function refuse_change();
