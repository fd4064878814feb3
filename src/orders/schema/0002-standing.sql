-- A standing order: what a calling service has taken of one place, counted up and down in its only
-- line. There is nothing to pay and nothing to expire; at zero the line is released.
alter table orders
  add column standing boolean not null default false,
  add constraint orders_standing check (not standing or (status = 'paid' and amount = 0));

-- Of a line of a standing order: when it last took.
alter table order_lines add column taken_at timestamptz;
