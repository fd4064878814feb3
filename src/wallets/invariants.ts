import { sql } from '../postgres/sql.ts'
import { PLATFORM_STORE } from './charge-rules.ts'
import { BALANCE_MOST } from './rules.ts'

/** Invariants of wallets and the ledger. */
export const walletInvariants = [
  {
    name: 'every transfer has entries, and they sum to zero',
    statement: sql`
      select t.operation_key as violation
        from transfers t left join entries e on e.transfer_id = t.id
       group by t.id
      having count(e.amount) < 2 or sum(e.amount) <> 0
          or sum(e.amount) filter (where e.amount > 0) <> t.amount`,
  },
  {
    name: 'a wallet’s balances are the sums of its entries',
    statement: sql`
      select w.id::text as violation
        from wallets w
        left join lateral (
               select count(*) as entries,
                      coalesce(sum(e.amount) filter (where e.book = 'charged'), 0) as charged,
                      coalesce(sum(e.amount) filter (where e.book = 'granted'), 0) as granted,
                      coalesce(sum(e.amount) filter (where e.book = 'held'), 0) as held,
                      coalesce(sum(e.amount) filter (where e.book = 'owed'), 0) as owed,
                      coalesce(sum(e.amount) filter (where e.book = 'unclaimed'), 0) as unclaimed
                 from entries e where e.wallet_id = w.id) as s on true
       where (w.entries, w.charged, w.granted, w.held, w.owed, w.unclaimed)
             is distinct from (s.entries, s.charged, s.granted, s.held, s.owed, s.unclaimed)`,
  },
  {
    name: 'no balance was ever negative, and each entry continues the one before it',
    statement: sql`
      select wallet_id || ' ' || number as violation
        from (
          select wallet_id, number, balance,
                 sum(amount) over (partition by wallet_id, book order by number) as summed,
                 row_number() over (partition by wallet_id order by number) as counted
            from entries where wallet_id is not null
        ) as history
       where balance <> summed or balance < 0 or number <> counted`,
  },
  {
    name: 'a wallet’s entries are in its currency',
    statement: sql`
      select t.operation_key as violation
        from entries e
        join transfers t on t.id = e.transfer_id
        join wallets w on w.id = e.wallet_id
       where t.currency <> w.currency`,
  },
  {
    name: 'a wallet’s held balance is the sum of its open holds',
    cell: sql`
      select wallet_id::text as key, sum(charged + granted)::bigint as value
        from spends where state = 'held' group by wallet_id`,
    house: sql`select id::text as key, held as value from wallets where held <> 0`,
  },
  {
    name: 'a store’s revenue from a wallet is what was captured and not refunded',
    cell: sql`
      select id::text as key,
             case state when 'captured'
               then charged + granted - refunded_charged - refunded_granted else 0 end as value
        from spends`,
    house: sql`
      select t.payment_id::text as key, sum(e.amount)::bigint as value
        from transfers t join entries e on e.transfer_id = t.id
       where e.book = 'revenue'
       group by t.payment_id`,
  },
  {
    name: 'a gateway and the ledger agree on the amount left of a charge',
    of: 'cell',
    cell: sql`
      select p.id::text as key, p.approved - coalesce(sum(r.amount), 0)::bigint as value
        from payments p
        left join refunds r
          on r.store_id = p.store_id and r.payment_id = p.id and r.state <> 'refused'
       where p.store_id = ${PLATFORM_STORE} and p.fulfilled_at is not null
       group by p.store_id, p.id`,
    house: sql`
      select payment_id::text as key,
             sum(case kind when 'uncharge' then -amount else amount end)::bigint as value
        from transfers where kind in ('charge', 'uncharge', 'recharge')
       group by payment_id`,
  },
  {
    name: 'each refund of a charge was debited once, and a refused one given back',
    of: 'cell',
    cell: sql`
      select r.id::text as key, case r.state when 'refused' then 0 else r.amount end as value
        from refunds r
        join payments p on p.store_id = r.store_id and p.id = r.payment_id
       where p.store_id = ${PLATFORM_STORE} and p.fulfilled_at is not null`,
    house: sql`
      select split_part(operation_key, ':', 2) as key,
             sum(case kind when 'uncharge' then amount else -amount end)::bigint as value
        from transfers where kind in ('uncharge', 'recharge')
       group by 1`,
  },
  {
    name: 'no charge is refunded beyond its amount',
    statement: sql`
      select order_id::text as violation
        from transfers where kind in ('charge', 'uncharge', 'recharge')
       group by store_id, order_id
      having sum(case kind when 'uncharge' then -amount else amount end) < 0`,
  },
  {
    name: 'no buyer has open charges above the limit of a wallet',
    statement: sql`
      select buyer_id::text as violation from orders
       where store_id = ${PLATFORM_STORE} and status = 'ready'
         and (pinned_at is not null or expires_at > clock_now())
       group by buyer_id having sum(amount) > ${BALANCE_MOST}`,
  },
  {
    name: 'a wallet with a balance has an owner',
    statement: sql`
      select w.id::text as violation from wallets w
       where w.charged + w.granted + w.held > 0
         and not exists (select 1 from accounts a where a.id = w.account_id)`,
  },
  {
    name: 'an owed balance is refunded within 10 minutes of its due time',
    statement: sql`
      select id::text as violation from wallets
       where owed > 0 and (check_at is null or check_at < clock_now() - interval '10 minutes')`,
  },
  {
    name: 'every charged won of a wallet is left of a charge',
    cell: sql`
      select wallet_id::text as key,
             sum(case state when 'released' then 0
                   else charged - refunded_charged end)::bigint as value
        from spends group by wallet_id`,
    house: sql`
      select e.wallet_id::text as key,
             (coalesce(sum(e.amount) filter (
                where t.kind in ('charge', 'uncharge', 'recharge', 'payout')), 0)
              - max(w.charged + w.owed + w.unclaimed))::bigint as value
        from entries e
        join transfers t on t.id = e.transfer_id
        join wallets w on w.id = e.wallet_id
       group by e.wallet_id`,
  },
] as const
