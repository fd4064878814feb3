-- What an act was about: when it begins, what was booked and where; before it, if the act changed that, and after.
alter table store_acts add column was jsonb;
alter table store_acts add column became jsonb;
