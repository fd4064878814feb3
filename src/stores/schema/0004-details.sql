-- What every store says of itself; each front door kept it in a table of its own before.
alter table stores add column description text not null default '';
alter table stores add column kind text;
alter table stores add constraint stores_description check (char_length(description) <= 2000);
