import type { Engine } from '../engine.ts'
import { each } from '../kernel/each.ts'
import { later } from '../kernel/time.ts'
import { inCells } from '../postgres/cells.ts'
import type { Database } from '../postgres/database.ts'
import { readNow } from '../postgres/now.ts'
import { callGateway } from './call-gateway.ts'
import * as queries from './compare-queries.ts'
import type { Gateway } from './gateway.ts'

/** A gateway's list may lag behind by this much. */
const LAG_SECONDS = 600

/**
 * Daily reconciliation of each gateway's list with our books. Schedules look-ups of payments that
 * differ: refunds in the gateway's console, chargebacks, and captures of closed attempts. Of a gateway
 * without a list, all payments of the last week are looked up.
 *
 * Safe in any number of processes: each gateway is leased by one, for each cell.
 *
 * @returns the number of payments scheduled
 */
export function compareBooks(engine: Engine): Promise<number> {
  const gateways = [...engine.gateways.values()]
  return inCells(engine, async (database) => {
    const found = await each(gateways, { which: ({ name }) => name }, (one) =>
      compareOne(engine, database, one),
    )
    return found.reduce((sum, count) => sum + count, 0)
  })
}

async function compareOne(
  engine: Engine,
  database: Database,
  { name, list }: Gateway,
): Promise<number> {
  const { now } = await readNow(database)
  const taken = await queries.leaseComparison(database, now, name)
  if (!taken) return 0
  const { from } = taken
  const until = later(now, -LAG_SECONDS)
  if (!list) {
    const looked = await queries.scheduleRecent(database.patient, now, name)
    await queries.endComparison(database, now, name, until)
    return looked
  }
  let found = 0
  let after: string | undefined
  do {
    const ask = { from, to: until, ...(after && { after }) }
    const page = await callGateway(engine, name, () => list(ask))
    if (page.is === 'unknown') return found // retried after the lease
    found += await queries.scheduleDiffering(database.patient, now, name, page.snapshots)
    after = page.next
  } while (after)
  await queries.endComparison(database, now, name, until)
  return found
}
