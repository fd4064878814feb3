import { sealBooker } from '../../bookings/booker.ts'
import { writeBookers } from '../../bookings/queries.ts'
import { UNPAID_BOOKER_DAYS } from '../../bookings/retention.ts'
import * as visits from '../../bookings/visits/queries.ts'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, Problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { claim } from '../../orders/claim.ts'
import { payOrder } from '../../orders/pay.ts'
import { lockOrder } from '../../orders/queries.ts'
import { orderMissing, pin } from '../../orders/rules.ts'
import { placeId } from '../../places/place-id.ts'
import { readNow } from '../../postgres/now.ts'
import type { Once } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import * as queries from './desk-queries.ts'
import * as rules from './desk-rules.ts'
import { showParty } from './floor.ts'
import { readSnapshot, type Snapshot } from './seating.ts'
import { type Arrived, deskArrivalKey, noTableFree } from './seating-rules.ts'

export interface EnterAsk extends Partial<Arrived> {
  readonly kind: rules.DeskKind
  readonly party: number
  readonly tableIds?: readonly Id<'Table'>[]
  readonly name?: string
  readonly phone?: string
  readonly note?: string
  readonly minutes?: number
}

/** Between the claim and the confirmation, which follows at once. */
const HOLD_SECONDS = 60
const SEARCHES_MOST = 6

/**
 * Enters a party that called or walked in, or blocks tables, by the claim of all: an order without an account that
 * costs nothing, confirmed at once.
 * Problems in order: restaurant-missing, those of `deskStay`, those of `deskGroups`, those of `claim` with no-table-free for
 * sold-out.
 */
export async function enterParty(engine: Engine, own: StoreAsk, ask: EnterAsk, once: Once) {
  const store = await readOwn(engine, own)
  const now = rules.quarterNow(store.timeZone, store.now)
  const arrived = { date: ask.date ?? now.date, time: ask.time ?? now.time }
  const orderId = await claimTables(engine, store.id, { ...ask, ...arrived }, once)
  await engine
    .cell(store.id)
    .transaction((tx) => confirm(engine, tx, store.id, orderId, ask), store.id)
  const { now: after } = await readNow(engine.cell(store.id))
  return showParty(engine, store, orderId, after)
}

/** Claims the best group of a snapshot; one that is lost to others costs another search. */
async function claimTables(
  engine: Engine,
  storeId: Id<'Store'>,
  ask: EnterAsk & Arrived,
  once: Once,
): Promise<Id<'Order'>> {
  const buyerId = engine.newId<'Account'>() // of no account: nobody is mailed, and nobody's limits count
  for (let search = 1; ; search += 1) {
    const found = await readSnapshot(engine, { restaurantId: storeId, date: ask.date })
    const layout = orThrow(layoutFor(found, ask))
    const lines = rules
      .linesOf(layout, (key) => placeId(storeId, key))
      .map(({ place, units, unitPrice, isAside }) => ({
        ...{ place, quantity: units, unitPrice, isAside, isUncounted: true },
      }))
    const title = `${found.facts.restaurant.name} ${ask.date} ${ask.time}`
    try {
      const { stored = '' } = await claim(engine, {
        ...{ storeId, buyerId, once, isByStore: true, holdSeconds: HOLD_SECONDS, title, lines },
        gone: () => noTableFree(),
        answer: ({ id }) => JSON.stringify(id),
      })
      return JSON.parse(stored)
    } catch (error) {
      const isLost = error instanceof Problem && error.type === noTableFree.type
      if (!isLost || ask.tableIds || search === SEARCHES_MOST) throw error
    }
  }
}

/**
 * The first group that is free; where none is, the first, so that the claim answers. Problems in order: those of
 * `deskStay`, those of `deskGroups`.
 */
function layoutFor({ facts, taken }: Snapshot, ask: EnterAsk & Arrived): rules.Layout | Problem {
  const arrival = rules.deskStay(facts, ask, facts.now)
  if (arrival instanceof Problem) return arrival
  const isBlock = ask.kind === 'block'
  if (isBlock && !ask.tableIds) return rules.tableMissing()
  const groups = rules.deskGroups(facts.plan, ask)
  if (groups instanceof Problem) return groups
  return {
    ...{ date: ask.date, time: ask.time, startsAt: arrival.startsAt, isBlock },
    ...{ arrivalKey: deskArrivalKey(ask.date, ask.time, isBlock), perHead: 0, ofTables: 0 },
    party: isBlock ? 1 : ask.party,
    tableIds: rules.firstFree(groups, arrival.stay, taken),
    quarters: arrival.stay,
  }
}

/** Again, it changes nothing. Problems in order: order-missing, order-over, order-expired. */
async function confirm(
  engine: Engine,
  tx: Tx,
  storeId: Id<'Store'>,
  orderId: Id<'Order'>,
  { kind, name = '', phone = '', note = '' }: EnterAsk,
): Promise<void> {
  const order = await lockOrder(tx, storeId, orderId)
  if (!order) throw orderMissing()
  if (order.status === 'paid') return
  orThrow(pin(order, tx.now))
  await payOrder(tx, order)
  await queries.markByStore(tx, order)
  const seatedAt = kind === 'walk-in' ? tx.now : null
  await queries.writeSitting(tx, order, { ...rules.ONLINE, source: kind, seatedAt })
  if (seatedAt) await visits.writeVisit(tx, order, { outcome: 'arrived', startsAt: null })
  if (name || phone) {
    const booker = sealBooker(engine, { name, phone, message: '' })
    const eraseAt = later(tx.now, UNPAID_BOOKER_DAYS * 24 * 60 * 60)
    await writeBookers(tx, storeId, [{ orderId, booker }], { sharingVersion: null, eraseAt })
  }
  if (note.trim()) await visits.writeNote(tx, order, engine.keyRing.seal(note.trim()))
}
