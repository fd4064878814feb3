-- What a store's prices are, as its owner says: a part that comes off the bill, or the whole price;
-- for a table, a person or a booking. Null: nothing was said.
alter table stores add column price_means text;
alter table stores add column price_per text;
alter table stores add constraint stores_price_means check (price_means in ('part', 'whole'));
alter table stores add constraint stores_price_per check (price_per in ('table', 'person', 'booking'));
