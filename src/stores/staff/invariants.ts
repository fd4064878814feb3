import type { Agreement, Invariant } from '../../postgres/invariant.ts'
import { sql } from '../../postgres/sql.ts'

export const staffInvariants: readonly (Invariant | Agreement)[] = [
  {
    name: 'no owner is on the staff of their own store',
    of: 'cell',
    cell: sql`
      select id::text || ' ' || owner_id::text as key, 0 as value from stores
       where owner_id is not null`,
    house: sql`select store_id::text || ' ' || account_id::text as key, 1 as value from staff`,
  },
  {
    name: 'everybody with a job has verified an address',
    statement: sql`
      select w.store_id::text || ' ' || w.account_id::text as violation
        from staff w
        join accounts a on a.id = w.account_id
       where not a.email_verified`,
  },
  {
    name: 'what staff did was done by an account, or by nobody any more',
    statement: sql`
      select t.id::text as violation
        from staff_acts t
        cross join lateral (values (t.by_id), (t.account_id)) as named (id)
       where named.id is not null
         and not exists (select 1 from accounts a where a.id = named.id)
         and not exists (select 1 from leavers l where l.account_id = named.id)`,
  },
]
