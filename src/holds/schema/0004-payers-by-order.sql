-- The order by which an account is known as a payer: once its money went back, the account is none.
alter table hold_payers add column order_id uuid;
create index hold_payers_by_order on hold_payers (order_id) where order_id is not null;
