-- The order may not be paid before its booker is named.
alter table orders add column asks_booker boolean not null default false;
