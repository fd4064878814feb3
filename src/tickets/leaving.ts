import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Tx } from '../postgres/sql.ts'
import { eraseOffers } from './offer-queries.ts'
import * as queries from './queries.ts'
import { serialOf } from './signing.ts'
import { scannedOf } from './states.ts'

/**
 * What somebody who leaves has received goes back to its buyers, and their offers end. The code that
 * they have seen is void then; a ticket that was used stays used, and keeps its serial.
 */
export async function eraseHolder(engine: Engine, tx: Tx, accountId: Id<'Account'>) {
  await queries.lockOrdersOfHolder(tx, accountId)
  const received = await queries.listReceived(tx, engine.doors, accountId)
  const scanned = await scannedOf(engine, tx, received)
  const used = received.filter((line) => scanned.has(serialOf(engine, line)))
  await queries.giveBack(tx, accountId, used)
  await eraseOffers(tx, accountId)
}
