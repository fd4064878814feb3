import { type Sql, sql } from '../postgres/sql.ts'

/** What must hold of wallets and of the ledger behind them. */
export const walletInvariants: readonly { readonly name: string; readonly statement: Sql }[] = [
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
    name: 'a wallet is worth the sum of its entries',
    statement: sql`
      select w.id::text as violation
        from wallets w
        left join lateral (
               select count(*) as entries,
                      coalesce(sum(e.amount) filter (where e.book = 'charged'), 0) as charged,
                      coalesce(sum(e.amount) filter (where e.book = 'granted'), 0) as granted,
                      coalesce(sum(e.amount) filter (where e.book = 'held'), 0) as held
                 from entries e where e.wallet_id = w.id) as s on true
       where (w.entries, w.charged, w.granted, w.held)
             is distinct from (s.entries, s.charged, s.granted, s.held)`,
  },
  {
    name: 'no balance was ever negative, and each goes on where the one before it ended',
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
    name: 'a wallet holds what its open holds say',
    statement: sql`
      select w.id::text as violation from wallets w
       where w.held <> (
               select coalesce(sum(s.charged + s.granted), 0) from spends s
                where s.wallet_id = w.id and s.state = 'held')`,
  },
  {
    name: 'a store earned of a wallet what was captured and not given back',
    statement: sql`
      select s.id::text as violation
        from spends s
        left join (
               select t.store_id, t.payment_id, sum(e.amount) as earned
                 from transfers t join entries e on e.transfer_id = t.id
                where e.book = 'revenue'
                group by t.store_id, t.payment_id) as r
          on r.store_id = s.store_id and r.payment_id = s.id
       where coalesce(r.earned, 0) <>
               case s.state when 'captured'
                 then s.charged + s.granted - s.refunded_charged - s.refunded_granted else 0 end`,
  },
  {
    name: 'never more of a charge is given back than was charged',
    statement: sql`
      select order_id::text as violation from transfers where kind in ('charge', 'uncharge')
       group by store_id, order_id
      having sum(case kind when 'charge' then amount else -amount end) < 0`,
  },
  {
    name: 'what is in a wallet is somebody’s',
    statement: sql`
      select w.id::text as violation from wallets w
       where w.charged + w.granted + w.held > 0
         and not exists (select 1 from accounts a where a.id = w.account_id)`,
  },
]
