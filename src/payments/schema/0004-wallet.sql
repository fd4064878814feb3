-- An order may be paid by a wallet and a gateway together: the gateway's attempt says which attempt of
-- the wallet stands beside it. Each of the two is there once at most.
alter table payments
  add column wallet_part uuid,
  add constraint payments_wallet_part_known
    foreign key (store_id, wallet_part) references payments (store_id, id),
  add constraint payments_wallet_part_other check (
    wallet_part is null or (wallet_part <> id and gateway <> 'wallet')
  );

drop index payments_one_live;
create unique index payments_one_live on payments (order_id, (gateway = 'wallet'), store_id)
  where fulfilled_at is not null
     or state in ('preparing', 'ready', 'authenticated', 'approving', 'approve-unknown');
