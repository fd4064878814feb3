import { doorsOf } from '../bookings/doors.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { readNow } from '../postgres/now.ts'
import type { Tx } from '../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../stores/operations.ts'
import { describe } from './doors.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { insertScans, listScans } from './scan-queries.ts'
import { publicKey, serialOf } from './signing.ts'

interface OccasionAsk extends StoreAsk {
  readonly occasionId: Id<'Occasion'>
}

/** The valid tickets of an occasion by serial. Problems in order: store-missing, occasion-missing. */
async function readTickets(engine: Engine, { occasionId, ...ask }: OccasionAsk) {
  const store = await readOwn(engine, ask)
  const { id, name, timeZone } = store
  const cell = engine.cell(id)
  const found = await Promise.all(
    doorsOf(engine, store).map(({ tickets: sold }) => sold?.occasion(cell, id, occasionId)),
  )
  const occasion = found.find((one) => one !== undefined)
  if (!occasion) throw rules.occasionMissing()
  const { startsAt } = occasion
  const lines = await queries.listOfOccasion(cell, engine.doors, id, { id: occasionId, startsAt })
  const tickets = new Map(lines.map((line) => [serialOf(engine, line), line]))
  return { store: { id, name, timeZone }, startsAt, tickets }
}

const scanView = ({ device, at }: rules.Scan) => ({ device, at: at.toISOString() })

/**
 * All that a device needs to check tickets without a network.
 * Problems in order: store-missing, occasion-missing.
 */
export async function listTickets(engine: Engine, ask: OccasionAsk) {
  const { store, startsAt, tickets } = await readTickets(engine, ask)
  const cell = engine.cell(ask.storeId)
  const { storeId, occasionId } = ask
  const serials = [...tickets.keys()]
  const [scans, described, { now }] = await Promise.all([
    listScans(
      cell,
      serials.map((serial) => ({ storeId, occasionId, serial })),
    ),
    describe(cell, engine.doors, [...tickets.values()]),
    readNow(cell),
  ])
  const scansOf = Map.groupBy(scans, ({ serial }) => serial)
  return {
    publicKey: publicKey(engine),
    store,
    startsAt: startsAt.toISOString(),
    data: described.map((ticket) => {
      const serial = serialOf(engine, ticket)
      return {
        ...{ serial, seatId: ticket.seatId, seat: ticket.seat.text },
        scans: (scansOf.get(serial) ?? []).map(scanView),
      }
    }),
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
  { storeId, occasionId }: OccasionAsk,
  orderIds: readonly Id<'Order'>[],
): Promise<ReadonlySet<string>> {
  await queries.keepOrders(tx, storeId, orderIds)
  const lines = await queries.listOfOrders(tx, engine.doors, storeId, orderIds)
  const valid = lines.filter((line) => line.isSold && line.occasionId === occasionId)
  return new Set(valid.map((line) => serialOf(engine, line)))
}

/**
 * Adds what a device has scanned, now or when it had no network. The same again changes nothing.
 * Problems in order: store-missing, occasion-missing.
 */
export async function addScans(
  engine: Engine,
  ask: OccasionAsk & {
    readonly device: string
    readonly scans: readonly { readonly serial: string; readonly at: string }[]
  },
) {
  const { tickets } = await readTickets(engine, ask)
  const { storeId, occasionId, device } = ask
  const scans = ask.scans.map(({ serial, at }) => ({ serial, device, at: new Date(at) }))
  const serials = [...new Set(scans.map(({ serial }) => serial))]
  const orderIds = new Set(serials.flatMap((serial) => tickets.get(serial)?.orderId ?? []))
  return engine.cell(storeId).transaction(async (tx) => {
    const valid = await keepValid(engine, tx, ask, [...orderIds])
    const added = await insertScans(tx, storeId, occasionId, scans)
    const scanned = serials.map((serial) => ({ storeId, occasionId, serial }))
    const known = await listScans(tx, scanned)
    return {
      added,
      unknown: serials.filter((serial) => !valid.has(serial)),
      twice: rules.scannedTwice(known).map(([serial, some]) => ({
        ...{ serial, scans: some.map(scanView) },
      })),
    }
  }, storeId)
}
