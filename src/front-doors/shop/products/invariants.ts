import type { Invariant } from '../../../postgres/invariant.ts'
import { sql } from '../../../postgres/sql.ts'

export const productInvariants: readonly Invariant[] = [
  {
    name: 'the place of a variant is as large as what is stocked of it',
    statement: sql`
      select v.id::text as violation
        from variants v
        left join places p on p.store_id = v.store_id and p.id = v.place_id
       where p.key is distinct from 'stock/' || v.id
             or p.capacity - p.excess <> v.stocked or p.excess > 0`,
  },
  {
    name: 'the changes of a stock sum to what is stocked',
    statement: sql`
      select v.id::text as violation
        from variants v
        left join stock_changes c on c.store_id = v.store_id and c.variant_id = v.id
       group by v.store_id, v.id
      having coalesce(sum(c.delta), 0) <> v.stocked`,
  },
  {
    name: 'a product has the price of its cheapest variant',
    statement: sql`
      select p.id::text as violation
        from products p
        left join variants v on v.store_id = p.store_id and v.product_id = p.id
                            and v.archived_at is null
       group by p.store_id, p.id
      having min(v.price) is distinct from p.price`,
  },
]
