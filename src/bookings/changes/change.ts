import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import { setExpiry } from '../../orders/move-queries.ts'
import { lockOwnOrder, readOwnToWrite } from '../../orders/own.ts'
import * as orders from '../../orders/queries.ts'
import { isLostToOthers } from '../../orders/relocate.ts'
import { isAlive, type Order, type OrderLine, orderMissing } from '../../orders/rules.ts'
import { refuseChange } from '../../payments/lock-to-cancel.ts'
import { lockPlaces, readStarts } from '../../places/queries.ts'
import { readTerms } from '../../policies/queries.ts'
import { quoteOrder } from '../../policies/quote.ts'
import { forget, type Once, remember, takeKey } from '../../postgres/once.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import { readStore } from '../../stores/queries.ts'
import { readDeskLines } from '../desk/queries.ts'
import { doorOfLines } from '../doors.ts'
import { paysNoDeposit } from '../history/deposits.ts'
import { accept, endAccepted, endHold, publishMoved } from '../moves/answer.ts'
import { claimNew } from '../moves/propose.ts'
import * as moves from '../moves/queries.ts'
import { moveExpired, moveManyPlaces } from '../moves/rules.ts'
import { itemUnknown } from '../rules.ts'
import { readVisit } from '../visits/queries.ts'
import {
  type Along,
  type AlongChange,
  alongOf,
  lockAlong,
  moveAlong,
  readAlong,
  refuseOtherPrice,
  relocateAlong,
  seenLine,
} from './along.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

const TRIES_MOST = 4

export interface ChangeAsk {
  readonly buyerId: Id<'Account'>
  readonly bookingId: Id<'Order'>
  /** Where to, in the door's terms. */
  readonly item: Readonly<Record<string, string>>
  readonly once: Once
}

/**
 * Gives a booking another time or number of people, as its guest asks. The new place is claimed as everybody claims
 * it, by a ready order of nobody that dies within a minute; one commit then gives that place to the booking and the
 * old one back. When only the number of people changes, nothing is claimed before that commit.
 * Problems in order: order-missing, not-yours, those of the key, those of `rules.change`, those of
 * `refuseChange`, item-unknown, those of the door's claim, move-same, move-price-differs,
 * changed-meanwhile, move-expired.
 */
export async function changeTime(engine: Engine, ask: ChangeAsk) {
  const { buyerId, bookingId: orderId } = ask
  const { storeId } = await readOwnToWrite(engine, { buyerId, orderId })
  const cell = engine.cell(storeId)
  // The claim commits by itself: until the change is written, the key says that it is in flight.
  const before = await cell.transaction(async (tx) => {
    const stored = await takeKey(tx, ask.once)
    if (stored !== undefined) return { stored }
    const order = await lockOwnOrder(tx, storeId, { buyerId, orderId })
    const { door, lines } = await refuse(engine, tx, order)
    const asked = { item: ask.item, lines }
    const along = alongOf(order, door)
    const selling = along ? along.selling(asked) : door?.selling(ask.item)
    if (!selling) throw itemUnknown()
    await remember(tx, ask.once, null)
    const units = along?.unitsOf?.(asked)
    const isWaived = await paysNoDeposit(tx, order, tx.now)
    // The booking stays at its time: only how many come changes.
    const isHere = along?.isAt?.(asked) === true && units !== seenLine(lines)?.units
    if (isHere && units) await refuseOtherPrice(tx, along, order, { lines, units, isWaived })
    return { order, selling, along, units, isWaived, isHere }
  }, storeId)
  if (before.stored !== undefined) return { stored: before.stored, replayed: true }
  try {
    const id = engine.newId<'Move'>()
    const hold = before.isHere ? undefined : await claimNew(engine, { id, ...before, yields: true })
    return await take(engine, ask, { id, hold, from: before.order, along: before.along })
  } catch (error) {
    await forget(cell, ask.once)
    throw error
  }
}

interface Taking {
  readonly id: Id<'Move'>
  /** The ready order with the new place; undefined: the time stays. */
  readonly hold: Order | undefined
  /** The booking as it was when the new place was claimed. */
  readonly from: Order
  /** Where it has lines that go along. */
  readonly along: Along | undefined
}

/**
 * Moves the booking to what is held; what cannot be written keeps no place. Lines that go along are chosen anew
 * when others were faster.
 */
async function take(engine: Engine, ask: ChangeAsk, taking: Taking) {
  const { along, from, hold } = taking
  const cell = engine.cell(from.storeId)
  for (let tries = 1; ; tries += 1) {
    try {
      const change = along && (await readAlong(engine, along, from, ask.item))
      const written = { ...taking, change }
      return await cell.transaction((tx) => write(engine, tx, ask, written), from.storeId)
    } catch (error) {
      if (along && tries < TRIES_MOST && isLostToOthers(error)) continue
      if (hold) await cell.transaction((tx) => setExpiry(tx, hold, tx.now), from.storeId)
      throw error
    }
  }
}

interface Written extends Taking {
  readonly change: AlongChange | undefined
}

async function write(engine: Engine, tx: Tx, ask: ChangeAsk, written: Written) {
  const { from, hold, change } = written
  const line = seenLine(from.lines)
  const to = hold ? hold.lines[0] : line
  if (!line || !to) throw moveManyPlaces()
  const locked = change && (await lockAlong(tx, from, change))
  const changed = hold
    ? await writeMove(engine, tx, ask, { ...written, hold, locked, places: { from: line, to } })
    : await writeHere(engine, tx, ask, { ...written, locked })
  const [start] = await readStarts(tx, from.storeId, [to.placeId])
  const stored = JSON.stringify({
    id: changed.id,
    startsAt: start?.startsAt?.toISOString() ?? null,
  })
  await remember(tx, ask.once, stored)
  return { stored, replayed: false }
}

interface Locked extends Written {
  readonly locked: Awaited<ReturnType<typeof lockAlong>> | undefined
}

interface Moving extends Locked {
  readonly hold: Order
  readonly places: { readonly from: OrderLine; readonly to: OrderLine }
}

/** At the new time, with as many people as the lines that go along are for. */
async function writeMove(
  engine: Engine,
  tx: Tx,
  { buyerId, bookingId }: ChangeAsk,
  { id, hold: held, change, locked, places: { from, to } }: Moving,
): Promise<Order> {
  const { storeId } = held
  if (!locked) await lockPlaces(tx, storeId, [from.placeId, to.placeId])
  const both = await orders.lockOrders(tx, storeId, [bookingId, held.id])
  const order = both.find((one) => one.id === bookingId)
  const hold = both.find((one) => one.id === held.id)
  if (order?.buyerId !== buyerId) throw orderMissing()
  const { changes } = await refuse(engine, tx, order)
  if (seenLine(order.lines)?.placeId !== from.placeId) throw rules.changedMeanwhile()
  if (!hold || !isAlive(hold, tx.now)) throw moveExpired()
  const move = {
    ...{ storeId, id, orderId: order.id, holdId: hold.id, message: '' },
    ...{ fromPlaceId: from.placeId, toPlaceId: to.placeId },
    state: 'proposed' as const,
    changeNumber: changes + 1,
  }
  await moves.insertMove(tx, move)
  if (!locked || !change) {
    await accept(tx, move, { order, hold })
    return order
  }
  await endHold(tx, hold)
  await moveAlong(tx, { ...locked, order }, change, hold)
  await writePeople(tx, { id, order, change, changes })
  await endAccepted(tx, move, order)
  return order
}

/** At its time, for another number of people. */
async function writeHere(
  engine: Engine,
  tx: Tx,
  { buyerId }: ChangeAsk,
  { id, change, locked }: Locked,
): Promise<Order> {
  if (!change || !locked) throw itemUnknown()
  const { order } = locked
  if (order.buyerId !== buyerId) throw orderMissing()
  const { changes } = await refuse(engine, tx, order)
  await relocateAlong(tx, locked, change, order.title)
  await writePeople(tx, { id, order, change, changes })
  await publishMoved(tx, order, { id, by: 'guest' })
  return order
}

interface Peopled {
  readonly id: Id<'Move'>
  readonly order: Order
  readonly change: AlongChange
  /** How often its guest had changed it. */
  readonly changes: number
}

async function writePeople(tx: Tx, { id, order, change, changes }: Peopled): Promise<void> {
  const { storeId, id: orderId } = order
  const [fromUnits, toUnits] = [seenLine(change.seen)?.units, seenLine(change.targets)?.units]
  if (!fromUnits || !toUnits || fromUnits === toUnits) return
  const changeNumber = changes + 1
  await queries.insertPartyChange(tx, { storeId, id, orderId, changeNumber, fromUnits, toUnits })
}

/**
 * Throws why a booking, locked, is not to be changed; ends a proposal whose hold is dead.
 * Problems: those of `rules.change`, then of `refuseChange`.
 *
 * @returns how often it was changed, its lines, and the door that sold them
 */
async function refuse(engine: Engine, tx: Tx, order: Order) {
  const { facts, open, door, lines } = await readFacts(engine, tx, order, tx.now)
  orThrow(rules.change(order, facts, tx.now))
  await refuseChange(engine, tx, order)
  if (open) await moves.endMove(tx, open, 'expired')
  return { changes: facts.changes, door, lines }
}

/** What `rules.change` has to know of a booking. */
export async function readFacts(engine: Engine, on: Queryable, order: Order, now: Date) {
  const { storeId } = order
  const [{ startsAt }, visit, open, isAllowed, changes, { quote }, lines, store] =
    await Promise.all([
      readTerms(on, order),
      readVisit(on, order),
      moves.readOpenMove(on, order),
      queries.readAllowed(on, storeId),
      queries.countChanges(on, order),
      quoteOrder(on, order, order.amount, now),
      readDeskLines(on, order),
      readStore(on, storeId),
    ])
  const [hold] = open ? await orders.readOrders(on, storeId, [open.holdId]) : []
  const door = store && doorOfLines(engine, lines, store.door)
  const facts: rules.Facts = {
    ...{ startsAt, visit, changes, kept: quote.kept },
    isAllowed: isAllowed && door !== undefined && rules.isOffered([door]),
    goesAlong: alongOf(order, door) !== undefined,
    isProposed: hold !== undefined && isAlive(hold, now),
  }
  return { facts, open, quote, door, lines }
}
