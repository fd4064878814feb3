import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import { readNow } from '../../../postgres/now.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { readOwn } from '../../../stores/operations.ts'
import type { PerformanceAsk } from '../owner-asks.ts'
import { readPerformance } from '../queries.ts'
import * as rules from '../rules.ts'
import { seatText } from '../seat-rules.ts'
import * as queries from './queries.ts'
import { type Scan, scannedTwice } from './rules.ts'
import { publicKey, serialOf } from './signing.ts'

/** The valid tickets of a performance by serial. Problems in order: concert-missing, performance-missing. */
async function readTickets(engine: Engine, ask: PerformanceAsk) {
  const { id } = await readOwn(engine, ask)
  const cell = engine.cell(id)
  if (!(await readPerformance(cell, id, ask.performanceId))) throw rules.performanceMissing()
  const lines = await queries.listOfPerformance(cell, id, ask.performanceId)
  return new Map(lines.map((line) => [serialOf(engine, line), line]))
}

const scanView = ({ device, at }: Scan) => ({ device, at: at.toISOString() })

/**
 * All that a device needs to check tickets without a network.
 * Problems in order: concert-missing, performance-missing.
 */
export async function listTickets(engine: Engine, ask: PerformanceAsk) {
  const tickets = await readTickets(engine, ask)
  const cell = engine.cell(ask.storeId)
  const [scans, { now }] = await Promise.all([
    queries.listScans(cell, ask.storeId, [ask.performanceId], [...tickets.keys()]),
    readNow(cell),
  ])
  const scansOf = Map.groupBy(scans, ({ serial }) => serial)
  return {
    publicKey: publicKey(engine),
    data: [...tickets].map(([serial, line]) => ({
      ...{ serial, seatId: line.seatId, seat: seatText(line) },
      scans: (scansOf.get(serial) ?? []).map(scanView),
    })),
    now: now.toISOString(),
  }
}

/**
 * Which serials are of valid tickets, with their orders locked: a ticket is either scanned before it
 * is canceled, handed on or moved, or not valid any more.
 */
async function keepValid(
  engine: Engine,
  tx: Tx,
  { storeId, performanceId }: PerformanceAsk,
  orderIds: readonly Id<'Order'>[],
): Promise<ReadonlySet<string>> {
  await queries.keepOrders(tx, storeId, orderIds)
  const lines = await queries.listOfOrders(tx, storeId, orderIds)
  const valid = lines.filter((line) => line.isSold && line.performanceId === performanceId)
  return new Set(valid.map((line) => serialOf(engine, line)))
}

/**
 * Adds what a device has scanned, now or when it had no network. The same again changes nothing.
 * Problems in order: concert-missing, performance-missing.
 */
export async function addScans(
  engine: Engine,
  ask: PerformanceAsk & {
    readonly device: string
    readonly scans: readonly { readonly serial: string; readonly at: string }[]
  },
) {
  const tickets = await readTickets(engine, ask)
  const { storeId, performanceId, device } = ask
  const scans = ask.scans.map(({ serial, at }) => ({ serial, device, at: new Date(at) }))
  const serials = [...new Set(scans.map(({ serial }) => serial))]
  const orderIds = new Set(serials.flatMap((serial) => tickets.get(serial)?.orderId ?? []))
  return engine.cell(storeId).transaction(async (tx) => {
    const valid = await keepValid(engine, tx, ask, [...orderIds])
    const added = await queries.insertScans(tx, storeId, performanceId, scans)
    const known = await queries.listScans(tx, storeId, [performanceId], serials)
    return {
      added,
      unknown: serials.filter((serial) => !valid.has(serial)),
      twice: scannedTwice(known).map(([serial, some]) => ({ serial, scans: some.map(scanView) })),
    }
  }, storeId)
}
