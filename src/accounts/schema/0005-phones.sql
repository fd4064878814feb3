-- The phone number that somebody asked to have filled in at their next booking; encrypted.
create table account_phones (
  account_id uuid primary key references accounts (id),
  phone text not null
);
