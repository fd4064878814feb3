-- A guest lets others go first, twice at most.
alter table door_tickets add column postponed integer not null default 0;
alter table door_tickets add constraint door_tickets_postponed check (postponed between 0 and 2);
