import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { wallDate, wallTime } from '../../kernel/time.ts'
import { readOrders } from '../../orders/queries.ts'
import { type Order, orderMissing } from '../../orders/rules.ts'
import { findOwnedOrder } from '../../policies/queries.ts'
import { isSamePrice } from '../../stores/hold-terms/deposit-rules.ts'
import { readOwn } from '../../stores/operations.ts'
import { isDepositPrice } from '../../stores/pricing-rules.ts'
import type { readStore } from '../../stores/queries.ts'
import type { By } from '../../stores/rules.ts'
import { isEntered } from '../desk/queries.ts'
import type { BookedPlace, OfferedTime } from '../door.ts'
import { doorOfKey } from '../doors.ts'
import { paysNoDeposit } from '../history/deposits.ts'
import { type BookingRow, readBookings } from '../queries.ts'
import { isBooking } from '../rules.ts'

/**
 * The times that a booking may be moved to: offered now, of the same price, with enough left.
 * Problems in order: store-missing, order-missing.
 */
export async function listTargets(
  engine: Engine,
  ask: {
    readonly by: By
    readonly storeId: Id<'Store'>
    readonly bookingId: Id<'Order'>
  },
) {
  const { by, storeId, bookingId: orderId } = ask
  const cell = engine.cell(storeId)
  const store = await readOwn(engine, { by, storeId })
  const found = await findOwnedOrder(cell, { by, storeId, orderId })
  const [order] = found ? await readOrders(cell, storeId, [orderId]) : []
  const [row] = order && isBooking(order) ? await readBookings(cell, [order]) : []
  if (!order || !row) throw orderMissing()
  const entered = await isEntered(cell, order)
  return { data: await (entered ? enteredTargets : targetsOf)(engine, store, row, order) }
}

/** Of a booking that the store entered itself: also those to come today that it can enter, at any price. */
async function enteredTargets(
  engine: Engine,
  store: StoreNow,
  row: BookingRow,
  { storeId }: Order,
) {
  const cell = engine.cell(storeId)
  const [line, ...others] = row.places
  if (!line || others.length > 0) return []
  const { atDesk, offeredTimes } = doorOfKey(engine, line.key, store.door)
  const today = wallDate(store.now, store.timeZone)
  const [ofToday = [], offered = []] = await Promise.all([
    atDesk?.times(cell, store, today),
    offeredTimes?.(cell, store),
  ])
  const coming = [...offered, ...ofToday].filter(({ startsAt }) => startsAt > store.now)
  const each = [...new Map(coming.map((time) => [time.placeId, time])).values()]
  const byStart = each.toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
  return targetsAmong(byStart, line, { timeZone: store.timeZone, isWaived: true })
}

type StoreNow = NonNullable<Awaited<ReturnType<typeof readStore>>>

/** The same of a booking that was read; of one with several lines none. */
export async function targetsOf(engine: Engine, store: StoreNow, row: BookingRow, order: Order) {
  const cell = engine.cell(store.id)
  const [line, ...others] = row.places
  if (!line || others.length > 0) return []
  const door = doorOfKey(engine, line.key, store.door)
  const offered = (await door.offeredTimes?.(cell, store)) ?? []
  const isWaived =
    isDepositPrice(store.pricing, line.startsAt) && (await paysNoDeposit(cell, order, store.now))
  return targetsAmong(offered, line, { timeZone: store.timeZone, isWaived })
}

interface TargetsOf {
  readonly timeZone: string
  readonly isWaived: boolean
  readonly isResized?: boolean
}

/**
 * Those of the offered times that cost what a line costs, with enough left, and not where it is, unless another
 * number of people comes.
 *
 * @param isWaived their price is not paid: a deposit that the guest does not pay, or of a booking that is free
 */
export const targetsAmong = (
  offered: readonly OfferedTime[],
  line: Pick<BookedPlace, 'placeId' | 'unitPrice' | 'quantity'>,
  { timeZone, isWaived, isResized = false }: TargetsOf,
) =>
  offered
    .filter(
      ({ placeId, price, remaining }) =>
        (isResized || placeId !== line.placeId) &&
        isSamePrice(line.unitPrice, price, isWaived) &&
        remaining >= line.quantity,
    )
    .map(({ item, startsAt, remaining }) => ({
      item: { ...item },
      startsAt: startsAt.toISOString(),
      date: wallDate(startsAt, timeZone),
      time: wallTime(startsAt, timeZone),
      remaining,
    }))
