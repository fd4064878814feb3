-- An order also ends when all of its goods came back, which is no cancellation to its buyer.
alter table cancellations add column returned boolean not null default false;

alter table cancellations add constraint cancellations_returned check (
  not returned or canceled_by = 'store'
);
