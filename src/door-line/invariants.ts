import type { Invariant } from '../postgres/invariant.ts'
import { sql } from '../postgres/sql.ts'

export const lineInvariants: readonly Invariant[] = [
  {
    name: 'a party of the line that sits does so at a booking that its store has entered',
    statement: sql`
      select t.id::text as violation
        from door_tickets t join orders o on o.store_id = t.store_id and o.id = t.order_id
       where o.paid_at is null or not o.by_store`,
  },
  {
    name: 'no ticket of a line has a number that was not given yet',
    statement: sql`
      select t.id::text as violation
        from door_tickets t join door_lines d on d.store_id = t.store_id and d.day = t.day
       where t.number > d.last_number`,
  },
]
