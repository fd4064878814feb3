-- Who may enter a store next. The line is not updated while it moves: `head` is one integer, and what
-- a ticket's place is follows from its number, the cohort's size and the seed.
create table waiting_rooms (
  store_id uuid not null references stores (id),
  id uuid not null,
  created_at timestamptz not null,
  joins_at timestamptz not null,
  opens_at timestamptz not null,
  opened_at timestamptz,
  paused_at timestamptz,
  draining_at timestamptz, -- nobody joins any more
  closed_at timestamptz,
  rate_per_minute integer not null,
  capacity integer not null,
  browse_seconds integer not null,
  claim_seconds integer not null,
  secret bytea not null, -- shown after the opening; its hash from the beginning
  commitment bytea not null,
  tail integer not null default 0, -- tickets
  digest bytea not null, -- a hash chain over the subjects that joined before the opening
  cohort integer, -- tickets that joined before the opening: their order is drawn
  seed bytea,
  head integer not null default 0, -- places below it were called or passed over
  credit double precision not null default 0, -- calls that the rate allows at `tick_at`
  tick_no integer not null default 0,
  tick_at timestamptz,
  stock integer, -- what its store could sell at the last tick
  inside integer not null default 0, -- who was inside, or could still enter, after it
  primary key (store_id, id),
  constraint waiting_rooms_rate check (rate_per_minute between 1 and 600000),
  constraint waiting_rooms_capacity check (capacity between 1 and 1000000),
  constraint waiting_rooms_browse check (browse_seconds between 30 and 86400),
  constraint waiting_rooms_claim check (claim_seconds between 15 and 3600),
  constraint waiting_rooms_opens check (opens_at >= joins_at),
  constraint waiting_rooms_line check (head between 0 and tail),
  constraint waiting_rooms_drawn check ((opened_at is null) = (cohort is null and seed is null)),
  constraint waiting_rooms_cohort check (cohort between 0 and tail),
  constraint waiting_rooms_called_when_open check (head = 0 or opened_at is not null)
) with (fillfactor = 10); -- changes with every batch of joins: leave room to update in place

create unique index waiting_rooms_one on waiting_rooms (store_id) where closed_at is null;

-- Insert-only. `subject` is a hash of room and account: it names nobody, and is the same on any device.
create table waiting_tickets (
  store_id uuid not null,
  room_id uuid not null,
  number integer not null check (number >= 0),
  subject uuid not null,
  turn integer not null, -- 1; more after an earlier turn has ended
  joined_at timestamptz not null,
  primary key (store_id, room_id, number),
  foreign key (store_id, room_id) references waiting_rooms (store_id, id),
  constraint waiting_tickets_once unique (subject, room_id, turn, store_id)
);

-- The log of what was called and when: [head_from, head_to), and in it those who were present.
create table waiting_calls (
  store_id uuid not null,
  room_id uuid not null,
  tick_no integer not null,
  head_from integer not null,
  head_to integer not null,
  present bytea not null, -- a bit for each place from head_from
  called integer not null, -- how many bits are set
  late integer not null, -- called from the late lane
  at timestamptz not null,
  until timestamptz not null, -- they may enter until then, whatever the room is changed to
  primary key (store_id, room_id, tick_no),
  foreign key (store_id, room_id) references waiting_rooms (store_id, id),
  constraint waiting_calls_forward check (head_to >= head_from),
  constraint waiting_calls_size check (bit_count(present) = called)
);
create unique index waiting_calls_by_head on waiting_calls (room_id, head_from, store_id)
  where head_to > head_from;
create index waiting_calls_recent on waiting_calls (room_id, at);
create index waiting_calls_until on waiting_calls (room_id, until);

-- Who was passed over while absent, or did not enter in time, and came back: they are served first, once.
-- Whoever lets that call pass, too, has to join again.
create table waiting_late (
  store_id uuid not null,
  room_id uuid not null,
  number integer not null,
  asked_at timestamptz not null,
  called_at timestamptz,
  call_until timestamptz,
  primary key (store_id, room_id, number),
  foreign key (store_id, room_id, number) references waiting_tickets (store_id, room_id, number),
  constraint waiting_late_call check ((called_at is null) = (call_until is null))
);
create index waiting_late_next on waiting_late (room_id, asked_at, number) where called_at is null;
create index waiting_late_called on waiting_late (room_id, call_until) where called_at is not null;

-- Who was admitted. It is live until `browse_until`, or until `held_until` when a claim holds places.
create table waiting_passes (
  store_id uuid not null,
  room_id uuid not null,
  number integer not null,
  subject uuid not null,
  called_at timestamptz not null,
  call_until timestamptz not null,
  entered_at timestamptz not null,
  browse_until timestamptz not null,
  held_until timestamptz,
  ended_at timestamptz,
  ended text,
  primary key (store_id, room_id, number),
  foreign key (store_id, room_id, number) references waiting_tickets (store_id, room_id, number),
  constraint waiting_passes_ended check ((ended_at is null) = (ended is null)),
  constraint waiting_passes_reason check (ended in ('bought', 'left'))
);
create unique index waiting_passes_one on waiting_passes (subject, room_id, store_id, number);
create index waiting_passes_open on waiting_passes (room_id, browse_until) where ended_at is null;
create index waiting_passes_called on waiting_passes (room_id, call_until);

-- Which tickets were seen in which 20 seconds, by which process. Lost in a crash: then everybody
-- counts as present for a while.
create unlogged table waiting_presence (
  store_id uuid not null,
  room_id uuid not null,
  seen_window integer not null,
  bucket integer not null, -- of 4,096 tickets
  process uuid not null,
  seen bytea not null,
  primary key (store_id, room_id, seen_window, bucket, process)
);

-- Requests that were refused for lack of a pass, and the line as it was, by minute: for charts.
create table waiting_minutes (
  store_id uuid not null,
  room_id uuid not null,
  minute timestamptz not null,
  name text not null,
  count integer not null check (count >= 0),
  primary key (store_id, room_id, minute, name),
  foreign key (store_id, room_id) references waiting_rooms (store_id, id)
);
