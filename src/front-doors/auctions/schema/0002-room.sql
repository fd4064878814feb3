-- The chat of a lot: made by its first message, or by its seller. Messages take turns on this row, and
-- bids do not wait for them.
create table lot_chats (
  store_id uuid not null,
  lot_id uuid not null,
  messages integer not null default 0, -- the last number
  viewers integer not null default 0, -- the last number of somebody who has not bid
  frozen boolean not null default false,
  primary key (store_id, lot_id),
  foreign key (store_id, lot_id) references lots (store_id, id)
) with (fillfactor = 50); -- changes with every batch of messages: leave room to update in place

-- A message is shown with what its sender was then: the number of a bidder, or of somebody who had not
-- bid. One that was removed has no text any more.
create table lot_messages (
  store_id uuid not null,
  lot_id uuid not null,
  number integer not null check (number > 0),
  kind text not null,
  speaker integer, -- null: the seller
  account_id uuid, -- no foreign key: accounts have keys of their own; null once they have left
  text text check (char_length(text) between 1 and 1000),
  removed_at timestamptz,
  reports integer not null default 0,
  at timestamptz not null,
  primary key (store_id, lot_id, number),
  foreign key (store_id, lot_id) references lot_chats (store_id, lot_id),
  constraint lot_messages_kind check (kind in ('bidder', 'viewer', 'seller')),
  constraint lot_messages_speaker check ((speaker is null) = (kind = 'seller')),
  constraint lot_messages_removed check ((text is null) = (removed_at is not null))
);

create index lot_messages_removed_ones on lot_messages (lot_id, number) where removed_at is not null;
create index lot_messages_reported on lot_messages (lot_id, number)
  where reports > 0 and removed_at is null;
create index lot_messages_by_account on lot_messages (account_id, lot_id)
  where account_id is not null;
create index lot_messages_by_time on lot_messages (at);

-- Who has spoken before bidding, and who may not speak.
create table lot_speakers (
  store_id uuid not null,
  lot_id uuid not null,
  account_id uuid not null, -- no foreign key: accounts have keys of their own
  number integer check (number > 0), -- null: a bidder
  muted_at timestamptz,
  at timestamptz not null,
  primary key (store_id, lot_id, account_id),
  foreign key (store_id, lot_id) references lot_chats (store_id, lot_id),
  constraint lot_speakers_numbered_once unique (lot_id, number, store_id)
);

create index lot_speakers_by_account on lot_speakers (account_id);
create index lot_speakers_by_time on lot_speakers (at);

create table lot_message_reports (
  store_id uuid not null,
  lot_id uuid not null,
  number integer not null,
  account_id uuid not null, -- no foreign key: accounts have keys of their own
  at timestamptz not null,
  primary key (store_id, lot_id, number, account_id),
  foreign key (store_id, lot_id, number) references lot_messages (store_id, lot_id, number)
    on delete cascade
);

create index lot_message_reports_by_account on lot_message_reports (account_id);

-- How many look at a lot by each process, said again every two seconds. Nothing is lost with it.
create unlogged table lot_viewers (
  store_id uuid not null,
  lot_id uuid not null,
  process uuid not null,
  viewers integer not null check (viewers > 0),
  seen_at timestamptz not null,
  primary key (store_id, lot_id, process)
);

create index lot_viewers_by_time on lot_viewers (seen_at);
