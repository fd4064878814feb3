-- A store is found by strangers once its owner has verified their address.
alter table stores add column is_listed boolean not null default true;

create index stores_unlisted on stores (id) where not is_listed;
