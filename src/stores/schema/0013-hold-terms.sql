-- What a store asks before it holds something for somebody who has not paid. Defaults that are constants rewrite no
-- row.
alter table stores add column asks_phone boolean not null default false;
alter table stores add column pays_at_once boolean not null default false;
