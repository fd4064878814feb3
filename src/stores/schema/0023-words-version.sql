-- By which version of the code the words of a store were made: a job makes older ones anew, and until then they
-- are found by what they have.
alter table store_words add column version integer not null default 1;
