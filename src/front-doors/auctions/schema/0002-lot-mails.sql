-- What people are mailed of a lot: the row of `mails` with the same id says when, and whether it was sent.
create table lot_mails (
  store_id uuid not null,
  id uuid not null,
  lot_id uuid not null,
  kind text not null,
  bidder integer, -- null: the seller
  turn integer not null, -- the round of the win, the number of the reminder, or that of the bid
  created_at timestamptz not null,
  primary key (store_id, id),
  foreign key (store_id, id) references mails (store_id, id),
  foreign key (store_id, lot_id) references lots (store_id, id),
  constraint lot_mails_kind check (
    kind in ('won', 'reminder', 'lapsed', 'unpaid', 'outbid', 'handed-over')
  ),
  constraint lot_mails_to check ((kind = 'unpaid') = (bidder is null)),
  constraint lot_mails_once unique nulls not distinct (lot_id, kind, bidder, turn, store_id)
);
