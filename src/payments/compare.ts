import type { Engine } from '../engine.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import * as queries from './compare-queries.ts'
import type { Gateway } from './gateway.ts'
import { outside } from './outside.ts'

/** What a gateway has not listed yet: its list may lag behind by so much. */
const LAG_SECONDS = 600

/**
 * Once a day, compares what each gateway lists with our books. What it finds it lets the reconciler
 * look at: money that went back in the gateway's console or because a bank took it, and money that
 * came for an attempt which we had closed. Where a gateway has no list, the payments of the last
 * week are looked at one by one.
 *
 * Any number of processes may run it: each gateway is compared by one, and again if that one died.
 *
 * @returns how many payments did not fit
 */
export async function compareBooks(engine: Engine): Promise<number> {
  const gateways = [...engine.gateways.values()]
  const found = await Promise.all(gateways.map((gateway) => compareOne(engine, gateway)))
  return found.reduce((sum, count) => sum + count, 0)
}

async function compareOne(engine: Engine, { name, list }: Gateway): Promise<number> {
  const { database } = engine
  const { now } = await readNow(database)
  const taken = await queries.takeComparison(database, now, name)
  if (!taken) return 0
  const { from } = taken
  const until = later(now, -LAG_SECONDS)
  if (!list) {
    const looked = await queries.lookAtRecent(database.patient, now, name)
    await queries.endComparison(database, now, name, until)
    return looked
  }
  let found = 0
  let after: string | undefined
  do {
    const ask = { from, to: until, ...(after && { after }) }
    const page = await outside(engine, name, () => list(ask))
    if (page.is === 'unknown') return found // the rest when its time comes again
    found += await queries.lookAtDiffering(database.patient, now, name, page.snapshots)
    after = page.next
  } while (after)
  await queries.endComparison(database, now, name, until)
  return found
}
