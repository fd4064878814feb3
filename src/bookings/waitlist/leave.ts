import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { setExpiry } from '../../orders/move-queries.ts'
import * as orders from '../../orders/queries.ts'
import { isAlive, paymentInProgress } from '../../orders/rules.ts'
import { findInCells } from '../../postgres/cells.ts'
import { entryMissing, entryOver } from '../../waitlist/rules.ts'
import * as queries from './queries.ts'

/**
 * Ends an entry of the guest's own. What it was offered is let go: it comes to the next one.
 * Problems in order: waitlist-entry-missing, waitlist-entry-over, payment-in-progress.
 */
export async function leaveWaitlist(
  engine: Engine,
  { buyerId, entryId }: { readonly buyerId: Id<'Account'>; readonly entryId: Id<'WaitlistEntry'> },
): Promise<null> {
  const found = await findInCells(engine, (on) => queries.findOwn(on, buyerId, entryId))
  if (!found) throw entryMissing()
  const { storeId } = found
  return engine.cell(storeId).transaction(async (tx) => {
    const hold = found.orderId ? await orders.lockOrder(tx, storeId, found.orderId) : undefined
    const entry = await queries.lockEntry(tx, storeId, entryId)
    if (entry?.buyerId !== buyerId) throw entryMissing()
    const { state, orderId } = entry
    if (state === 'waiting') {
      await queries.endEntry(tx, storeId, entryId, 'left')
      return null
    }
    // An offer that was made after the order was looked for is answered as it stands.
    if (state !== 'offered' || hold?.id !== orderId) throw entryOver({ state })
    if (hold?.status === 'paid') throw entryOver({ state: 'accepted' })
    if (hold?.pinnedAt) throw paymentInProgress()
    if (hold && isAlive(hold, tx.now)) await setExpiry(tx, hold, tx.now)
    await queries.endEntry(tx, storeId, entryId, 'declined')
    return null
  }, storeId)
}
