import { maskOf } from '../../bookings/quarter-rules.ts'
import * as visits from '../../bookings/visits/queries.ts'
import * as visitRules from '../../bookings/visits/rules.ts'
import type { Engine } from '../../engine.ts'
import { publish } from '../../events/outbox.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, Problem } from '../../kernel/problem.ts'
import { isLostToOthers, lockToRelocate, relocate } from '../../orders/relocate.ts'
import { linesChanged } from '../../orders/relocate-rules.ts'
import { type Order, orderMissing } from '../../orders/rules.ts'
import { refuseChange } from '../../payments/lock-to-cancel.ts'
import { placeId } from '../../places/place-id.ts'
import { makePlaces } from '../../places/queries.ts'
import type { Tx } from '../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import * as queries from './desk-queries.ts'
import * as rules from './desk-rules.ts'
import { showParty } from './floor.ts'
import { readSnapshot, type Snapshot } from './seating.ts'
import { type Arrived, deskArrivalKey, noTableFree } from './seating-rules.ts'

const TRIES_MOST = 4

export interface OfParty {
  readonly own: StoreAsk
  readonly bookingId: Id<'Order'>
}

interface Found {
  readonly storeId: Id<'Store'>
  readonly timeZone: string
  readonly layout: rules.Layout
  readonly seen: readonly rules.PartyLine[]
  readonly sitting: rules.Sitting
  readonly now: Date
}

interface Change {
  /** What the party shall have. */
  layout(found: Found): Promise<rules.Layout | Problem> | rules.Layout | Problem
  /** What else is written, under the locks. */
  along(tx: Tx, order: Order, found: Found, layout: rules.Layout): Promise<unknown>
  /** The tables are not to be chosen anew when they are lost. */
  readonly isNamed: boolean
}

export interface ArrangeAsk extends Partial<Arrived> {
  readonly party?: number
  readonly tableIds?: readonly Id<'Table'>[]
  readonly minutes?: number
}

/**
 * Gives a party other tables, another time, size or stay: all of it, or nothing. What it leaves is free at once.
 * Problems in order: restaurant-missing, order-missing, party-paid, those of `deskStay`, those of `deskGroups`,
 * booking-not-confirmed, those of `refuseChange`, no-table-free, lines-changed.
 */
export const arrangeParty = (engine: Engine, of: OfParty, ask: ArrangeAsk) =>
  change(engine, of, {
    isNamed: ask.tableIds !== undefined,
    async layout(found) {
      const { layout, storeId } = found
      if (ask.party !== undefined && ask.party !== layout.party && layout.perHead > 0)
        return rules.partyPaid()
      const date = ask.date ?? layout.date
      return arranged(await readSnapshot(engine, { restaurantId: storeId, date }), found, ask)
    },
    async along(tx, order, { sitting, layout: before }, { startsAt }) {
      await refuseChange(engine, tx, order)
      if (sitting.endedEarlyOf)
        await queries.writeSitting(tx, order, { ...sitting, endedEarlyOf: null, finishedAt: null })
      const isMoved = startsAt.getTime() !== before.startsAt.getTime()
      if (isMoved && order.buyerId && startsAt > tx.now) await tellMoved(engine, tx, order)
    },
  })

/** The guest gets the new time by mail. */
const tellMoved = (engine: Engine, tx: Tx, { storeId, id }: Order) =>
  publish(tx, {
    topic: 'order.moved',
    storeId,
    subjectId: id,
    body: { moveId: engine.newId<'Move'>(), by: 'desk' },
  })

/** Problems in order: those of `deskStay`, those of `deskGroups`. */
function arranged(
  { facts, taken }: Snapshot,
  { layout, now }: Found,
  ask: ArrangeAsk,
): rules.Layout | Problem {
  const [date, time] = [ask.date ?? layout.date, ask.time ?? layout.time]
  const party = layout.isBlock ? 1 : (ask.party ?? layout.party)
  const kept = party === layout.party ? layout.quarters.length * 15 : undefined
  const arrival = rules.deskStay(facts, { date, time, party, minutes: ask.minutes ?? kept }, now)
  if (arrival instanceof Problem) return arrival
  const isSame = date === layout.date && time === layout.time && party === layout.party
  const chosen = rules.deskGroups(facts.plan, { party, tableIds: ask.tableIds })
  const groups = chosen instanceof Problem ? [] : [...chosen]
  const mayStay =
    !ask.tableIds && (layout.isBlock || party <= layout.party || isSeatedBy(facts, layout, party))
  if (mayStay) groups.unshift(layout.tableIds)
  if (chosen instanceof Problem && groups.length === 0) return chosen
  const own = maskOf(layout.quarters.map(({ when }) => ({ bit: bitOf(arrival, when) })))
  const others = new Map(
    [...taken].map(([id, mask]) => [id, layout.tableIds.includes(id) ? mask & ~own : mask]),
  )
  return {
    ...layout,
    ...{ date, time, party, startsAt: arrival.startsAt, quarters: arrival.stay },
    arrivalKey: isSame ? layout.arrivalKey : deskArrivalKey(date, time, layout.isBlock),
    tableIds: rules.firstFree(groups, arrival.stay, others),
  }
}

const bitOf = (
  { stay }: { readonly stay: readonly { when: string; bit: bigint }[] },
  when: string,
) => stay.find((quarter) => quarter.when === when)?.bit ?? 0n

/** Whether the tables that it has are enough for so many. */
const isSeatedBy = ({ plan }: Snapshot['facts'], { tableIds }: rules.Layout, party: number) =>
  plan.tables.reduce(
    (seats, { id, seatsMost }) => (tableIds.includes(id) ? seats + seatsMost : seats),
    0,
  ) >= party

/**
 * Writes whether a party sits. What remains of the time of one that has left or did not come is free at
 * once; taking that back takes it again.
 * Problems in order: restaurant-missing, order-missing, booking-not-confirmed, no-table-free, not-seated, visit-too-early,
 * lines-changed.
 */
export const writeSitting = (engine: Engine, of: OfParty, state: rules.SittingState) =>
  change(engine, of, {
    isNamed: true,
    layout: ({ layout, sitting, timeZone, now }) => {
      if (state === 'finished' || state === 'no-show') return rules.endedAt(layout, now)
      const until = sitting.endedEarlyOf
      return until ? rules.lastingUntil(layout, timeZone, until) : layout
    },
    async along(tx, order, { layout, sitting, timeZone }) {
      const wasCut = rules.endedAt(layout, tx.now).quarters.length < layout.quarters.length
      const ends = wasCut ? rules.endOf(layout) : null
      const next = orThrow(rules.nextSitting(sitting, state, ends, tx.now))
      const { startsAt } = layout
      if (state === 'expected') await visits.removeVisit(tx, order)
      if (!layout.isBlock && (state === 'seated' || state === 'no-show')) {
        const outcome = state === 'seated' ? 'arrived' : 'no-show'
        orThrow(visitRules.mark(order, outcome, { startsAt, timeZone }, tx.now))
        await visits.writeVisit(tx, order, { outcome, startsAt })
      }
      await queries.writeSitting(tx, order, next)
    },
  })

/** Reads, decides, then locks and writes; again when others were faster. */
async function change(engine: Engine, { own, bookingId }: OfParty, asked: Change) {
  const store = await readOwn(engine, own)
  for (let tries = 1; ; tries += 1) {
    const found = await find(engine, store, bookingId)
    const layout = orThrow(await asked.layout(found))
    try {
      await commit(engine, bookingId, found, layout, asked)
      return await showParty(engine, store, bookingId, store.now)
    } catch (error) {
      if (!isLostToOthers(error)) throw error
      const isChanged = (error as Problem).type === linesChanged.type
      if (tries < TRIES_MOST && (isChanged || !asked.isNamed)) continue
      throw isChanged ? error : noTableFree()
    }
  }
}

async function find(
  engine: Engine,
  { id: storeId, timeZone, now }: Awaited<ReturnType<typeof readOwn>>,
  id: Id<'Order'>,
): Promise<Found> {
  const cell = engine.cell(storeId)
  const [lines, sitting] = await Promise.all([
    queries.readPartyLines(cell, { storeId, id }),
    queries.readSitting(cell, { storeId, id }),
  ])
  const layout = rules.layoutOf(lines)
  if (!layout) throw orderMissing()
  return { storeId, timeZone, layout, seen: lines, now, sitting: sitting ?? rules.ONLINE }
}

async function commit(
  engine: Engine,
  orderId: Id<'Order'>,
  found: Found,
  layout: rules.Layout,
  { along }: Change,
): Promise<void> {
  const { storeId, seen } = found
  const lines = rules.linesOf(layout, (key) => placeId(storeId, key))
  const known = new Set(seen.map(({ placeId }) => placeId))
  const fresh = lines.flatMap(({ place }) => (known.has(place.id) ? [] : place))
  const cell = engine.cell(storeId)
  if (fresh.length > 0) await makePlaces(cell, storeId, fresh)
  const targets = lines.map(({ place: { id: placeId }, ...line }) => ({ placeId, ...line }))
  await cell.transaction(async (tx) => {
    const locked = await lockToRelocate(tx, { storeId, orderId, seen, targets })
    if (locked.order.status !== 'paid') throw visitRules.notConfirmed()
    const sitting = (await queries.readSitting(tx, locked.order)) ?? rules.ONLINE
    await relocate(tx, locked, { targets, title: titleOf(locked.order, layout) })
    await along(tx, locked.order, { ...found, sitting }, layout)
  }, storeId)
}

/** Date and time at the end of a title are of when it was made. */
const titleOf = ({ title }: Order, { date, time }: Arrived): string =>
  title.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, `${date} ${time}`)
