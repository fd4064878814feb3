import type { Engine } from '../../engine.ts'
import { each } from '../../kernel/each.ts'
import { inCells } from '../../postgres/cells.ts'
import type { Database } from '../../postgres/database.ts'
import { readNow } from '../../postgres/now.ts'
import { callGateway } from '../call-gateway.ts'
import type { Gateway } from '../gateway.ts'
import * as queries from './queries.ts'
import { daysToRead } from './rules.ts'

/**
 * Reads once a day what each gateway settled, where its contract tells that. Only stores it: the report compares.
 *
 * Safe in any number of processes: each gateway is leased by one, for each cell.
 *
 * @returns the number of settlements that are new or were corrected
 */
export function fetchSettlements(engine: Engine): Promise<number> {
  const gateways = [...engine.gateways.values()]
  return inCells(engine, async (database) => {
    const found = await each(gateways, { which: ({ name }) => name }, (one) =>
      fetchOne(engine, database, one),
    )
    return found.reduce((sum, count) => sum + count, 0)
  })
}

async function fetchOne(
  engine: Engine,
  database: Database,
  { name, settlements }: Gateway,
): Promise<number> {
  if (!settlements) return 0
  const { now } = await readNow(database)
  const taken = await queries.leaseReading(database, now, name)
  if (!taken) return 0
  const { from, to, until } = daysToRead(taken.readUntil, now)
  let written = 0
  let after: string | undefined
  do {
    const ask = { from, to, ...(after && { after }) }
    const page = await callGateway(engine, name, () => settlements(ask))
    if (page.is === 'unknown') return written // retried after the lease
    written += await queries.writeSettled(database.patient, name, page.settled)
    after = page.next
  } while (after)
  await queries.endReading(database, now, name, until)
  return written
}
