-- Prepaid balances, and the double-entry ledger whose sums they are.

-- `charged` was paid for and can be paid back; `granted` was given away by the house; `held` is set
-- aside for orders that are being paid. A wallet has an id of its own, so that a person can leave
-- and the ledger keep no trace of them.
create table wallets (
  id uuid primary key default gen_random_uuid(),
  account_id uuid, -- no foreign key: accounts have keys of their own, and leaving empties it
  currency text not null check (currency in ('KRW', 'USD', 'EUR', 'JPY')),
  charged bigint not null default 0,
  granted bigint not null default 0,
  held bigint not null default 0,
  entries integer not null default 0, -- how many the ledger has of it
  constraint wallets_one_each unique (account_id, currency),
  constraint wallets_charged_not_negative check (charged >= 0),
  constraint wallets_granted_not_negative check (granted >= 0),
  constraint wallets_held_not_negative check (held >= 0)
) with (fillfactor = 50); -- balances change with every transfer: leave room to update in place

-- Why something moved: once for each operation, whoever repeats it.
create table transfers (
  id bigint generated always as identity primary key,
  operation_key text not null,
  kind text not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  store_id uuid,
  order_id uuid,
  payment_id uuid,
  at timestamptz not null,
  constraint transfers_once unique (operation_key),
  constraint transfers_kind check (kind in (
    'charge', 'uncharge', 'grant', 'lapse', 'spend', 'hold', 'capture', 'release', 'refund'
  ))
);

-- What was charged by an order and what of it was given back.
create index transfers_of_charge on transfers (order_id, store_id)
  where kind in ('charge', 'uncharge');

-- What moved where. More is positive. The books of a wallet carry their running balance; the others
-- (a store's revenue, what a gateway owes us, what the house gave away) are hot, have no row of
-- their own to wait for, and are worth the sum of their entries.
create table entries (
  transfer_id bigint not null, -- known to transfers, as the trigger below makes sure
  seq smallint not null check (seq > 0),
  book text not null,
  amount bigint not null check (amount <> 0),
  wallet_id uuid,
  number integer check (number > 0), -- counts the entries of the wallet, over all of its books
  balance bigint, -- of the book, after this entry
  store_id uuid,
  gateway text,
  primary key (transfer_id, seq),
  constraint entries_never_negative check (balance >= 0),
  constraint entries_of_a_wallet check (
    (book in ('charged', 'granted', 'held'))
      = (wallet_id is not null and number is not null and balance is not null)
    and num_nulls(wallet_id, number, balance) in (0, 3)
  ),
  constraint entries_book check (
    book in ('charged', 'granted', 'held', 'revenue', 'clearing', 'promotion')
    and (book = 'revenue') = (store_id is not null)
    and (book = 'clearing') = (gateway is not null)
  )
);

-- The pair of the wallet's lock: two who decided on the same balance cannot both write.
create unique index entries_numbered on entries (wallet_id, number) where wallet_id is not null;

create trigger transfers_stay before update or delete on transfers
  for each row execute function refuse_change();
create trigger entries_stay before update or delete on entries
  for each row execute function refuse_change();

-- Nothing comes from nowhere. A transfer's entries are written by one statement, so it is asked
-- once for all that a statement wrote. (Measured: 20,000 transfers/s; 8,000 with a constraint trigger
-- for each row at the commit. A foreign key, which asks for each row too, takes a fifth.)
create function entries_sum_to_zero() returns trigger
  language plpgsql as $$
begin
  if exists (
    select from written
     group by transfer_id
    having sum(amount) <> 0 or (select t.id from transfers t where t.id = transfer_id) is null
  ) then
    raise exception 'the entries of a transfer must sum to zero'
      using errcode = 'check_violation', constraint = 'entries_sum_to_zero';
  end if;
  return null;
end $$;

create trigger entries_sum_to_zero after insert on entries
  referencing new table as written
  for each statement execute function entries_sum_to_zero();

-- What a wallet pays of an order: first held, or captured at once. Its id is the payment's.
create table spends (
  store_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  wallet_id uuid not null, -- no foreign key: wallets have keys of their own
  state text not null,
  charged bigint not null check (charged >= 0),
  granted bigint not null check (granted >= 0),
  refunded_charged bigint not null default 0,
  refunded_granted bigint not null default 0,
  created_at timestamptz not null,
  primary key (store_id, id),
  foreign key (store_id, order_id) references orders (store_id, id),
  constraint spends_something check (charged + granted > 0),
  constraint spends_state check (state in ('held', 'captured', 'released')),
  constraint spends_refunded_within check (
    refunded_charged between 0 and case when state = 'captured' then charged else 0 end
    and refunded_granted between 0 and case when state = 'captured' then granted else 0 end
  )
) with (fillfactor = 90);

-- A wallet pays an order once.
create unique index spends_one_live on spends (order_id, store_id)
  where state in ('held', 'captured');
create index spends_held on spends (wallet_id) where state = 'held';

-- Why the house gave something away. Words about a person go when they leave.
create table grants (
  transfer_id bigint primary key references transfers (id),
  wallet_id uuid not null references wallets (id),
  granted_by uuid not null,
  reason text check (char_length(reason) between 1 and 200)
);

create index grants_by_wallet on grants (wallet_id);

-- The house's own store, where charges are sold: a charge is an order like any other.
insert into stores (id, owner_id, front_door, name, time_zone, currency, places_per_order,
                    ready_orders_per_buyer, created_at)
values ('6a617269-0000-4000-8000-000000000001', '00000000-0000-0000-0000-000000000000', 'wallet',
        '지갑', 'Asia/Seoul', 'KRW', 1, 10, now());
