-- Who sells at a store: what the law wants below its pages and on its receipts. All of it is public.
create table store_businesses (
  store_id uuid primary key references stores (id),
  company text not null check (char_length(company) <= 100),
  representative text not null check (char_length(representative) <= 100),
  business_number text not null check (char_length(business_number) <= 20),
  mail_order_number text not null check (char_length(mail_order_number) <= 50),
  address text not null check (char_length(address) <= 300),
  phone text not null check (char_length(phone) <= 30),
  email text check (char_length(email) <= 254)
);
