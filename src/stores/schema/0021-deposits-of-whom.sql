-- Deposits are asked only of guests who did not come so often in so many days, or who never came; null: of everybody.
alter table stores add column deposit_no_shows integer;
alter table stores add column deposit_days integer;
alter table stores add constraint stores_deposits_of_whom check (
  num_nonnulls(deposit_no_shows, deposit_days) <> 1
  and deposit_no_shows between 1 and 5 and deposit_days between 30 and 365);
