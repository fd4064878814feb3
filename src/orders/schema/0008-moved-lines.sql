-- A line that its order left when it was moved to another place: it holds nothing, and the order's
-- other line has what it stood for.
alter table order_lines drop constraint order_lines_status;
alter table order_lines add constraint order_lines_status
  check (status in ('held', 'sold', 'released', 'moved'));
