import type { Eraser } from '../../accounts/erasure.ts'
import { sql } from '../../postgres/sql.ts'
import { eraseSpeaker } from './chat/leaving.ts'
import { eraseUnpaid } from './unpaid-queries.ts'

/** Bids and wins stay as those of a number; an open win of who leaves ends, and its deposit is lost. */
export const eraseBidder: Eraser = async (tx, accountId, options) => {
  await tx.run(sql`
    insert into lost_deposits (store_id, order_id)
    select o.store_id, o.id
      from wins w
      join places p on p.key = 'deposit/' || w.lot_id and p.store_id = w.store_id
      join order_lines d on d.store_id = p.store_id and d.place_id = p.id
       and d.buyer_id = w.account_id and d.status = 'sold'
      join orders o on o.store_id = d.store_id and o.id = d.order_id and o.status = 'paid'
     where w.account_id = ${accountId} and w.kind <> 'second-chance' and w.settled_at is null
       and (w.ended is null or w.ended = 'lapsed')
        on conflict do nothing
  `)
  await tx.run(sql`
    update wins set ended = 'canceled', ended_at = ${tx.now}
     where account_id = ${accountId} and ended is null and settled_at is null
  `)
  await tx.run(sql`update wins set account_id = null where account_id = ${accountId}`)
  await tx.run(sql`update lot_bidders set account_id = null where account_id = ${accountId}`)
  await eraseUnpaid(tx, accountId)
  await eraseSpeaker(tx, accountId, options)
}
