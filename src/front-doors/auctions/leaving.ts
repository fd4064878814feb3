import type { Eraser } from '../../accounts/erasure.ts'
import { sql } from '../../postgres/sql.ts'
import { eraseSpeaker } from './chat/leaving.ts'
import { eraseUnpaid } from './unpaid-queries.ts'

/** Bids and wins stay as those of a number; an open win of who leaves ends. */
export const eraseBidder: Eraser = async (tx, accountId, options) => {
  await tx.run(sql`
    update wins set ended = 'canceled', ended_at = ${tx.now}
     where account_id = ${accountId} and ended is null and settled_at is null
  `)
  await tx.run(sql`update wins set account_id = null where account_id = ${accountId}`)
  await tx.run(sql`update lot_bidders set account_id = null where account_id = ${accountId}`)
  await eraseUnpaid(tx, accountId)
  await eraseSpeaker(tx, accountId, options)
}
