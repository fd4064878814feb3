-- Who waits at the door of a store today. The row of a store is its line: whoever joins, calls, seats or ends a
-- ticket locks it first. Without a row the line is off.
create table door_lines (
  store_id uuid primary key references stores (id),
  is_on boolean not null,
  parties_most integer not null,
  call_minutes integer not null,
  -- The date, in the store's time zone, that the last number is of: another date begins with 1.
  day date,
  last_number integer not null default 0,
  constraint door_lines_parties check (parties_most between 1 and 100),
  constraint door_lines_call check (call_minutes between 1 and 30),
  constraint door_lines_number check (last_number >= 0)
);

create table door_tickets (
  store_id uuid not null references door_lines (store_id),
  id uuid not null,
  day date not null,
  number integer not null,
  -- Null: the store has entered it.
  holder_id uuid,
  party integer not null,
  name text, -- encrypted
  phone text, -- encrypted
  phone_index text,
  state text not null,
  joined_at timestamptz not null,
  ranked_at timestamptz not null,
  calls integer not null default 0,
  called_at timestamptz,
  call_until timestamptz,
  -- The mail of the last call.
  mail_id uuid,
  -- At which it sits.
  order_id uuid,
  ended_at timestamptz,
  primary key (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint door_tickets_number unique (day, number, store_id),
  constraint door_tickets_number_from_one check (number >= 1),
  constraint door_tickets_party check (party between 1 and 30),
  constraint door_tickets_state
    check (state in ('waiting', 'called', 'seated', 'came', 'left', 'passed', 'removed')),
  constraint door_tickets_calls check (calls between 0 and 2),
  constraint door_tickets_called check (state <> 'called' or (calls >= 1 and call_until is not null)),
  constraint door_tickets_passed_twice check (state <> 'passed' or calls = 2),
  constraint door_tickets_waits_again check (state <> 'waiting' or calls < 2),
  constraint door_tickets_seated check ((state = 'seated') = (order_id is not null)),
  constraint door_tickets_ended_at check ((state in ('waiting', 'called')) = (ended_at is null)),
  constraint door_tickets_phone check ((phone is null) = (phone_index is null))
);

create unique index door_tickets_one_of_holder on door_tickets (holder_id, day, store_id)
  where state in ('waiting', 'called') and holder_id is not null;
create unique index door_tickets_one_of_phone on door_tickets (phone_index, day, store_id)
  where state in ('waiting', 'called') and phone_index is not null;
create unique index door_tickets_one_order on door_tickets (order_id, store_id)
  where order_id is not null;
create index door_tickets_open on door_tickets (store_id, day) where state in ('waiting', 'called');
create index door_tickets_calls on door_tickets (store_id, day, called_at) where called_at is not null;
create index door_tickets_of_holder on door_tickets (holder_id, joined_at);
create index door_tickets_of_mail on door_tickets (mail_id, store_id) where mail_id is not null;
create index door_tickets_old on door_tickets (joined_at);

create function door_tickets_end_once() returns trigger
  language plpgsql as $$
begin
  if old.ended_at is not null and new.state <> old.state then
    raise exception 'a ticket of the door that ended stays as it is'
      using errcode = 'check_violation', constraint = 'door_tickets_end_once';
  end if;
  if new.calls <> old.calls + (new.state = 'called' and old.state <> 'called')::integer then
    raise exception 'a ticket is called while it waits, and each call is counted once'
      using errcode = 'check_violation', constraint = 'door_tickets_calls_counted';
  end if;
  return new;
end $$;

create trigger door_tickets_end_once before update on door_tickets
  for each row execute function door_tickets_end_once();
