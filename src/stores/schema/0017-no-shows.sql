-- Guests who did not come so often are refused; null: nobody is.
alter table stores add column no_shows_most integer;
alter table stores add constraint stores_no_shows_most check (no_shows_most between 1 and 5);
