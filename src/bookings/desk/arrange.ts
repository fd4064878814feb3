import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow, type Problem } from '../../kernel/problem.ts'
import { lockToRelocate, relocate } from '../../orders/relocate.ts'
import type { Order } from '../../orders/rules.ts'
import { refuseChange } from '../../payments/lock-to-cancel.ts'
import type { Tx } from '../../postgres/sql.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import { publishChange } from '../desk-live.ts'
import { publishMoved } from '../moves/answer.ts'
import { takeBackMark, takeBackNoShow, writeMark } from '../visits/marks.ts'
import * as visitRules from '../visits/rules.ts'
import type { DeskDoor } from './door.ts'
import { type Found, findAtDesk, makeTargets, untilWon } from './find.ts'
import * as rules from './rules.ts'

/** A booking of a store that the caller works at. */
export interface OfDesk {
  readonly own: StoreAsk
  readonly bookingId: Id<'Order'>
}

interface Change<Layout> {
  /** What the booking shall have. */
  layout(found: Found<Layout>): Promise<Layout | Problem> | Layout | Problem
  /** What else is written, under the locks. */
  along(tx: Tx, order: Order, found: Found<Layout>, layout: Layout): Promise<unknown>
  /** Its resources are not to be chosen anew when they are lost. */
  readonly isNamed: boolean
}

/**
 * Gives a booking another layout: all of it, or nothing. What it leaves is free at once.
 * Problems in order: those of the store, order-missing, those of `layout`, booking-not-confirmed, those of
 * `refuseChange`, no-show-settled, what is lost, lines-changed.
 */
export const arrangeAtDesk = <Layout extends rules.DeskLayout, View>(
  engine: Engine,
  door: DeskDoor<Layout, View>,
  of: OfDesk,
  asked: Omit<Change<Layout>, 'along'>,
): Promise<View> =>
  change(engine, door, of, {
    ...asked,
    async along(tx, order, { sitting, layout: before }, { startsAt }) {
      await refuseChange(engine, tx, order)
      if (sitting.endedEarlyOf)
        await door.writeSitting(tx, order, { ...sitting, endedEarlyOf: null, finishedAt: null })
      const isMoved = startsAt.getTime() !== before.startsAt.getTime()
      if (isMoved) await takeBackNoShow(tx, order)
      if (isMoved && order.buyerId && startsAt > tx.now)
        await publishMoved(tx, order, { id: engine.newId(), by: 'desk' }) // the guest gets the new time by mail
    },
  })

/**
 * Writes whether a guest is there. What remains of the time of one who has left or did not come is free at
 * once; taking that back takes it again.
 * Problems in order: those of the store, order-missing, booking-not-confirmed, what is lost, not-seated,
 * visit-too-early, no-show-settled, lines-changed.
 */
export const sitAtDesk = <Layout extends rules.DeskLayout, View>(
  engine: Engine,
  door: DeskDoor<Layout, View>,
  of: OfDesk,
  state: rules.SittingState,
): Promise<View> =>
  change(engine, door, of, {
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
      if (state === 'expected') await takeBackMark(tx, order)
      if (!layout.isBlock && (state === 'seated' || state === 'no-show')) {
        const outcome = state === 'seated' ? 'arrived' : 'no-show'
        orThrow(visitRules.mark(order, outcome, { startsAt, timeZone }, tx.now))
        await writeMark(tx, order, { outcome, startsAt })
      }
      await door.writeSitting(tx, order, next)
    },
  })

/** Reads, decides, then locks and writes; again when others were faster. */
async function change<Layout extends rules.DeskLayout, View>(
  engine: Engine,
  door: DeskDoor<Layout, View>,
  { own, bookingId }: OfDesk,
  asked: Change<Layout>,
): Promise<View> {
  const store = await readOwn(engine, own)
  const { isNamed } = asked
  await untilWon({ lost: () => door.lost(isNamed), isNamed }, async () => {
    const found = await findAtDesk(engine, door, store, bookingId)
    const layout = orThrow(await asked.layout(found))
    await commit(engine, door, bookingId, { found, layout, asked })
  })
  return door.show(engine, store, bookingId, store.now)
}

interface Changing<Layout> {
  readonly found: Found<Layout>
  readonly layout: Layout
  readonly asked: Change<Layout>
}

async function commit<Layout extends rules.DeskLayout>(
  engine: Engine,
  door: DeskDoor<Layout, unknown>,
  orderId: Id<'Order'>,
  { found, layout, asked }: Changing<Layout>,
): Promise<void> {
  const { storeId, seen } = found
  const targets = await makeTargets(engine, door, found, layout)
  await engine.cell(storeId).transaction(async (tx) => {
    const locked = await lockToRelocate(tx, { storeId, orderId, seen, targets })
    const { order } = locked
    if (order.status !== 'paid') throw visitRules.notConfirmed()
    const sitting = (await door.readSitting(tx, order)) ?? rules.ONLINE
    await relocate(tx, locked, { targets, title: rules.retitled(order.title, layout) })
    await asked.along(tx, order, { ...found, sitting }, layout)
    await publishChange(tx, order)
  }, storeId)
}
