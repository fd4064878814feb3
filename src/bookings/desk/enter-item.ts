import type { Static } from 'typebox'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { type WallDate, wallDate, wallTime } from '../../kernel/time.ts'
import { claimOffered } from '../../orders/claim.ts'
import type { Once } from '../../postgres/once.ts'
import { readOwn, type StoreAsk } from '../../stores/operations.ts'
import type { BookingDoor } from '../door.ts'
import { doorsOf } from '../doors.ts'
import { lineOf } from '../line.ts'
import { itemUnknown } from '../rules.ts'
import { markAt } from '../visits/rules.ts'
import { claimAndConfirm, type DeskGuest, HOLD_SECONDS } from './enter.ts'
import type { listDeskTimes } from './item-contract.ts'

/** The times of a date at which the desk can enter guests, of all doors of a store. Problem: store-missing. */
export async function showDeskTimes(
  engine: Engine,
  ask: StoreAsk,
  date: WallDate,
): Promise<Static<(typeof listDeskTimes)['answer']>> {
  const store = await readOwn(engine, ask)
  const cell = engine.cell(store.id)
  const found = await Promise.all(
    doorsOf(engine, store).map(async ({ name, atDesk }) =>
      ((await atDesk?.times(cell, store, date)) ?? []).map((time) => ({ ...time, door: name })),
    ),
  )
  const data = found
    .flat()
    .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
    .map(({ door, item, startsAt, remaining }) => ({
      ...{ door, item: { ...item }, remaining },
      time: wallTime(startsAt, store.timeZone),
      startsAt: startsAt.toISOString(),
    }))
  const today = wallDate(store.now, store.timeZone)
  return { date, today, now: store.now.toISOString(), data }
}

export interface ItemEntry extends DeskGuest {
  readonly kind: 'phone' | 'walk-in'
  readonly door: string
  /** In the door's terms. */
  readonly item: Readonly<Record<string, string>>
  readonly quantity: number
}

/**
 * Enters who called or walked in at a time that a door sells, by the claim of all: an order without an account
 * that costs nothing, confirmed at once.
 * Problems in order: store-missing, item-unknown, those of the door's claim, visit-too-early, order-missing.
 */
export async function enterItem(
  engine: Engine,
  ask: StoreAsk,
  entry: ItemEntry,
  once: Once,
): Promise<Entered> {
  const store = await readOwn(engine, ask)
  const door = doorsOf(engine, store).find(({ name }) => name === entry.door)?.atDesk
  const selling = door?.selling(entry.item)
  if (!door || !selling) throw itemUnknown()
  const entered = await claimAndConfirm(engine, door, { ...entry, store, once }, () =>
    claimEntry(engine, store, entry, { selling, once }),
  )
  return entered as Entered
}

/** As `claimEntry` stores it. */
interface Entered {
  readonly id: Id<'Order'>
  readonly orderNumber: string
}

type Selling = NonNullable<ReturnType<BookingDoor['selling']>>

const claimEntry = (
  engine: Engine,
  { id: storeId, timeZone }: Awaited<ReturnType<typeof readOwn>>,
  { kind, quantity }: ItemEntry,
  { selling, once }: { readonly selling: Selling; readonly once: Once },
) =>
  claimOffered(engine, {
    ...{ storeId, once, items: [selling.item], isByStore: true },
    buyerId: engine.newId<'Account'>(), // of no account: nobody is mailed, and nobody's limits count
    draft(offers, now) {
      const place = offers.placeOf(selling.item)
      const found = selling.bookable(offers.of(selling.item), place, now)
      if (found instanceof Problem) return found
      const { startsAt } = found
      const arrived =
        kind === 'walk-in' && startsAt && markAt('arrived', { startsAt, timeZone }, now)
      if (arrived instanceof Problem) return arrived
      const line = lineOf(found, place, { quantity })
      return {
        ...{ title: found.title, holdSeconds: HOLD_SECONDS },
        lines: [{ ...line, unitPrice: 0, isDeposit: false, isUncounted: true }],
        answer: ({ id, number }) => JSON.stringify({ id, orderNumber: number }),
      }
    },
  })
