-- Published texts after the first version, which the software brings along. Never changed: the next one is added.
create table terms_versions (
  kind text not null,
  version integer not null,
  ko text not null,
  en text not null,
  applies_from timestamptz not null,
  unfavourable boolean not null,
  published_at timestamptz not null,
  published_by uuid not null,
  primary key (kind, version),
  constraint terms_versions_after_first check (version >= 2),
  -- Korean practice: seven days, thirty where it is to the disadvantage of those who accepted before.
  constraint terms_versions_ahead check (
    applies_from >= published_at + case when unfavourable then interval '30 days' else interval '7 days' end
  )
);

-- What an account accepted or withdrew; the latest row of a kind counts.
create table acceptances (
  id uuid primary key,
  account_id uuid not null,
  kind text not null,
  version integer not null,
  given boolean not null,
  language text not null check (language in ('ko', 'en')),
  at timestamptz not null,
  constraint acceptances_withdrawable check (given or kind in ('marketing-mail', 'marketing-text'))
);

create index acceptances_by_account on acceptances (account_id, kind, at desc, id desc);

-- Accounts from before there were terms: until when they may go on without having accepted.
create table terms_grace (
  account_id uuid primary key,
  until timestamptz not null
);

insert into terms_grace (account_id, until)
select id, now() + interval '30 days' from accounts where not is_guest;

-- Who runs the site. All of it is public.
create table operator_details (
  one boolean primary key default true check (one),
  company text not null check (char_length(company) <= 100),
  representative text not null check (char_length(representative) <= 100),
  business_number text not null check (business_number ~ '^(\d{3}-\d{2}-\d{5})?$'),
  mail_order_number text not null check (char_length(mail_order_number) <= 50),
  address text not null check (char_length(address) <= 300),
  phone text not null check (char_length(phone) <= 30),
  email text check (char_length(email) <= 254),
  hosting text not null check (char_length(hosting) <= 100),
  privacy_officer text not null check (char_length(privacy_officer) <= 100),
  changed_at timestamptz not null,
  changed_by uuid not null
);
