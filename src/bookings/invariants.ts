import type { Invariant } from '../postgres/invariant.ts'
import { sql } from '../postgres/sql.ts'

export const bookingInvariants: readonly Invariant[] = [
  {
    name: 'an account that left is named by no booking',
    statement: sql`
      select o.number as violation
        from orders o join bookers b on b.store_id = o.store_id and b.order_id = o.id
       where o.buyer_id is null and coalesce(b.name, b.phone, b.message) is not null`,
  },
]
