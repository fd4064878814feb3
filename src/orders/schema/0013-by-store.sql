-- The store entered it itself, for somebody who called or came: it is told of its own doing by nobody.
alter table orders add column by_store boolean not null default false;
