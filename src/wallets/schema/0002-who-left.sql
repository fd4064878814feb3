-- Money that comes back to a wallet whose owner has left. It is `owed` until it is passed on to the
-- gateways that the wallet was charged by, and `unclaimed` while a person has to pay it out.
alter table wallets add column owed bigint not null default 0;
alter table wallets add column unclaimed bigint not null default 0;

-- What the owner chose when they left; null while somebody owns the wallet.
alter table wallets add column way_back text;

-- When what is owed is passed on next.
alter table wallets add column check_at timestamptz;

alter table wallets add constraint wallets_owed_not_negative check (owed >= 0);
alter table wallets add constraint wallets_unclaimed_not_negative check (unclaimed >= 0);

alter table transfers drop constraint transfers_kind;
alter table transfers add constraint transfers_kind check (kind in (
  'charge', 'uncharge', 'recharge', 'grant', 'lapse', 'spend', 'hold', 'capture', 'release', 'refund',
  'leave', 'unclaim', 'payout'
));

alter table entries drop constraint entries_of_a_wallet;
alter table entries add constraint entries_of_a_wallet check (
  (book in ('charged', 'granted', 'held', 'owed', 'unclaimed'))
    = (wallet_id is not null and number is not null and balance is not null)
  and num_nulls(wallet_id, number, balance) in (0, 3)
);

alter table entries drop constraint entries_book;
alter table entries add constraint entries_book check (
  book in ('charged', 'granted', 'held', 'owed', 'unclaimed', 'revenue', 'clearing', 'promotion')
  and (book = 'revenue') = (store_id is not null)
  and (book = 'clearing') = (gateway is not null)
);

-- A refund of a charge may be refused: then it is charged again.
drop index transfers_of_charge;
create index transfers_of_charge on transfers (order_id, store_id)
  where kind in ('charge', 'uncharge', 'recharge');

-- Balances that earlier releases left without an owner are owed, and gifts are the house's again.
insert into transfers (operation_key, kind, amount, currency, at)
select 'leave:' || id, 'leave', charged + granted, currency, now()
  from wallets
 where account_id is null and charged + granted > 0;

with moved as (
  select w.id, w.entries, t.id as transfer_id, m.seq, m.book, m.amount, m.balance
    from wallets w
    join transfers t on t.operation_key = 'leave:' || w.id
   cross join lateral (values
           (1, 'charged', -w.charged, 0::bigint), (2, 'owed', w.charged, w.charged),
           (3, 'granted', -w.granted, 0), (4, 'promotion', w.granted, null)
         ) as m (seq, book, amount, balance)
   where m.amount <> 0
)
insert into entries (transfer_id, seq, book, amount, wallet_id, number, balance)
select transfer_id, seq, book, amount,
       case when book <> 'promotion' then id end,
       case when book <> 'promotion'
         then entries + row_number() over (partition by id order by seq) end,
       balance
  from moved;

update wallets
   set owed = charged, charged = 0, granted = 0,
       entries = entries + (case when charged > 0 then 2 else 0 end)
                         + (case when granted > 0 then 1 else 0 end),
       check_at = case when charged > 0 then now() end
 where account_id is null and charged + granted > 0;

update wallets set way_back = 'gateway' where account_id is null;

-- The pair of the rules of leaving: no balance without an owner, nothing owed to one who is here.
alter table wallets add constraint wallets_of_somebody
  check (account_id is not null or charged + granted + held = 0);
alter table wallets add constraint wallets_owed_to_who_left
  check (account_id is null or owed + unclaimed = 0);
alter table wallets add constraint wallets_way_back check (
  (account_id is null) = (way_back is not null) and way_back in ('gateway', 'by-hand')
);
alter table wallets add constraint wallets_owed_is_looked_at
  check (owed = 0 or check_at is not null);

create index wallets_owed on wallets (check_at) where owed > 0;
create index wallets_unclaimed on wallets (id) where unclaimed > 0;

-- What was paid out by hand, by whom, and how; never changed, never removed.
create table payouts (
  transfer_id bigint primary key references transfers (id),
  wallet_id uuid not null references wallets (id),
  paid_by uuid not null, -- no foreign key: it stays when the account leaves
  note text not null check (char_length(note) between 1 and 1000)
);

create index payouts_by_wallet on payouts (wallet_id);

create trigger payouts_stay before update or delete on payouts
  for each row execute function refuse_change();
