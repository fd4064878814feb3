-- How somebody wants to be told of their bookings; who has chosen nothing is told both ways.
create table notice_choices (
  account_id uuid primary key references accounts (id),
  by text not null,
  constraint notice_choices_by check (by in ('mail', 'phone', 'both'))
);
