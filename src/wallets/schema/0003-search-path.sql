-- A trigger function that names tables finds them in the schema in which it was made.
alter function entries_sum_to_zero() set search_path from current;
