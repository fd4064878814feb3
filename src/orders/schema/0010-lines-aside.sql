-- A line that goes along with the others, as a coupon does: it is given back with the last of them.
alter table order_lines add column aside boolean not null default false;
-- Where its buyer had it: the lines of a cart keep their order. Nothing else has one.
alter table order_lines add column position smallint not null default 0;
