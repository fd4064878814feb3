-- What an order costs: its lines at their prices, less their discounts, and a fee for delivery. Defaults
-- that are constants rewrite no row.
alter table orders add column fee bigint not null default 0;
alter table orders add constraint orders_fee check (fee between 0 and amount);

alter table order_lines add column discount bigint not null default 0;
alter table order_lines add constraint order_lines_discount
  check (discount between 0 and unit_price * quantity);
alter table order_lines add column tax_free boolean not null default false;

-- How many of the units the buyer was paid back for, and how many of those went back to the place. What
-- was not restocked stays taken: it cannot be sold again.
alter table order_lines add column given_back integer not null default 0;
alter table order_lines add constraint order_lines_given_back
  check (given_back between 0 and quantity);
alter table order_lines add column restocked integer not null default 0;
alter table order_lines add constraint order_lines_restocked
  check (restocked between 0 and given_back);
