-- Accounts that were deleted, until nothing that began before can write in their name any more. Then what
-- was still written is erased too, and the row with it.
create table leavers (
  account_id uuid primary key,
  money_back text not null,
  left_at timestamptz not null,
  constraint leavers_money_back check (money_back in ('gateway', 'by-hand'))
);

create index leavers_by_time on leavers (left_at);
