-- A trigger function that names tables finds them in the schema in which it was made.
alter function refunds_within() set search_path from current;
