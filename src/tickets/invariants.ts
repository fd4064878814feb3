import type { Invariant } from '../postgres/invariant.ts'
import { sql } from '../postgres/sql.ts'

export const ticketInvariants: readonly Invariant[] = [
  {
    name: 'a ticket that was handed on is of an order that was paid',
    statement: sql`
      select h.order_id::text as violation
        from handed_tickets h
        left join orders o on o.store_id = h.store_id and o.id = h.order_id
       where o.paid_at is null`,
  },
]
