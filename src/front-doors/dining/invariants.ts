import type { Invariant } from '../../audit/invariant.ts'
import { sql } from '../../postgres/sql.ts'

export const invariants: readonly Invariant[] = [
  {
    name: 'who left is in no booking',
    statement: sql`
      select o.number as violation
        from orders o join bookings b on b.store_id = o.store_id and b.order_id = o.id
       where o.buyer_id is null
         and coalesce(b.booker_name, b.booker_phone, b.booker_message) is not null`,
  },
]
