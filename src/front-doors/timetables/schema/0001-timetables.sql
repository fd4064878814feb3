create table shops (
  store_id uuid primary key references stores (id),
  kind text not null,
  description text not null check (char_length(description) <= 2000),
  constraint shops_kind check (kind in ('hair', 'clinic', 'room', 'other'))
);

-- What is offered every day. What was sold of it is in places and orders, and stays when it goes.
create table timetables (
  store_id uuid not null references shops (store_id),
  id uuid not null,
  hour smallint not null,
  minute smallint not null,
  basic_remaining integer not null,
  price bigint not null,
  created_at timestamptz not null,
  primary key (store_id, id),
  constraint timetables_hour check (hour between 0 and 23),
  constraint timetables_minute check (minute between 0 and 59),
  constraint timetables_basic_remaining check (basic_remaining between 1 and 100000),
  constraint timetables_price check (price >= 0)
);

-- Other services name a timetable without its shop.
create unique index timetables_by_id on timetables (id);
create index timetables_by_time on timetables (store_id, hour, minute, id);

-- Yesterday and tomorrow are counted from it: nobody changes it, whoever asks.
create function timetables_basic_remaining_fixed() returns trigger
  language plpgsql as $$
begin
  raise exception 'basic_remaining never changes: delete the timetable and create it anew'
    using errcode = 'check_violation', constraint = 'timetables_basic_remaining_fixed';
end $$;

create trigger timetables_basic_remaining_fixed before update on timetables
  for each row when (old.basic_remaining is distinct from new.basic_remaining)
  execute function timetables_basic_remaining_fixed();

-- Who comes. Sealed in the row; emptied when the account leaves, while the order stays.
create table shop_bookings (
  store_id uuid not null,
  order_id uuid not null,
  booker_name text,
  booker_phone text,
  booker_message text,
  primary key (store_id, order_id),
  foreign key (store_id, order_id) references orders (store_id, id)
);

-- What a day came to, written once when it is over. A summary: places and orders are the truth.
create table timetable_days (
  store_id uuid not null references shops (store_id),
  date date not null,
  timetables integer not null check (timetables >= 0),
  capacity integer not null,
  taken integer not null,
  times jsonb not null, -- of each timetable: its id, time, capacity, and how many were taken
  closed_at timestamptz not null,
  primary key (store_id, date),
  constraint timetable_days_taken check (taken between 0 and capacity)
);

create trigger timetable_days_append_only before update on timetable_days
  for each row execute function refuse_change();
