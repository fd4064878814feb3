-- When a payment paid its order. It stays, whatever is given back afterwards: an order is paid by one
-- attempt, once and for ever.
alter table payments add column fulfilled_at timestamptz;

update payments p
   set fulfilled_at = (select min(e.at) from payment_events e
                        where e.store_id = p.store_id and e.payment_id = p.id
                          and e.state = 'fulfilled');

create function payments_fulfilled() returns trigger
  language plpgsql as $$
begin
  new.fulfilled_at := new.changed_at;
  return new;
end $$;

create trigger payments_fulfilled before insert or update on payments
  for each row when (new.state = 'fulfilled' and new.fulfilled_at is null)
  execute function payments_fulfilled();

-- One attempt that paid or still may, also while some of it is given back.
drop index payments_one_live;
create unique index payments_one_live on payments (order_id, store_id) where fulfilled_at is not null
  or state in ('preparing', 'ready', 'authenticated', 'approving', 'approve-unknown');

-- What pays an order is exactly its price; money that only goes back may be another amount.
alter table payments drop constraint payments_approved_exactly;
alter table payments add constraint payments_approved_exactly
  check (approved is null or approved = amount or fulfilled_at is null);

-- A store's payments, latest first. Partial although it leaves nothing out: a foreign key's check
-- must not take it for the primary key while the table is young (decision 0012).
create index payments_by_store on payments (store_id, created_at, id)
  where created_at > '-infinity';
-- What waits for a person: few, of all stores.
create index payments_in_review on payments (id, store_id) where state = 'needs-review';

-- The pair of tax.ts: neither the taxed nor the tax-free part of a payment goes back twice. Asked at
-- commit, when the payment and all of its refunds are written.
create function refunds_within() returns trigger
  language plpgsql as $$
begin
  if exists (
    select from payments p
      cross join lateral (
        select coalesce(sum(r.amount), 0) as amount, coalesce(sum(r.tax_free), 0) as tax_free
          from refunds r
         where r.store_id = p.store_id and r.payment_id = p.id and r.state <> 'refused'
      ) as back
     where p.store_id = new.store_id and p.id = new.payment_id
       and (back.amount > coalesce(p.approved, 0) or back.tax_free > p.tax_free
            or back.amount - back.tax_free > coalesce(p.approved, 0) - p.tax_free)
  ) then
    raise exception 'payment % gives back more than is left of it', new.payment_id
      using errcode = 'check_violation', constraint = 'refunds_within';
  end if;
  return null;
end $$;

create constraint trigger refunds_within after insert or update on refunds
  deferrable initially deferred for each row execute function refunds_within();

-- What a person decided about a payment that nobody else could settle; never changed, never removed.
create table review_decisions (
  store_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  decision text not null,
  decided_by uuid not null, -- no foreign key: the decision stays when the account leaves
  note text not null check (char_length(note) between 1 and 1000),
  reason text, -- why it waited
  said jsonb not null, -- what the gateway said when it was decided
  at timestamptz not null,
  primary key (store_id, id),
  foreign key (store_id, payment_id) references payments (store_id, id),
  constraint review_decisions_word
    check (decision in ('look-again', 'accept', 'refund', 'close'))
);

create index review_decisions_by_payment on review_decisions (payment_id, at, store_id);

create trigger review_decisions_stay before update or delete on review_decisions
  for each row execute function refuse_change();
