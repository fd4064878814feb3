import { type Engine, perEngine } from '../../engine.ts'
import { GroupCommit } from '../../kernel/group-commit.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { wallDate } from '../../kernel/time.ts'
import { claim } from '../../orders/claim.ts'
import { placeId } from '../../places/place-id.ts'
import { type Once, replayOr } from '../../postgres/once.ts'
import { bookingClaim } from './lines.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

interface Offer extends queries.OfferRow {
  /** Of today's place, when somebody has taken of it before. */
  readonly count: rules.Count | null
}

/** What is offered, read once for everybody who books at the same moment. */
const offered = perEngine(
  (engine) =>
    new GroupCommit<Id<'Timetable'>, Offer>(async (timetableIds, storeId) => {
      const { database } = engine
      const rows = await queries.readOffers(database, storeId, [...new Set(timetableIds)])
      const keyOf = ({ timetableId, shop, now }: queries.OfferRow) =>
        rules.placeKey(timetableId, wallDate(now, shop.timeZone))
      const counts = await queries.countPlaces(database, storeId, rows.map(keyOf))
      const byKey = new Map(counts.map((count) => [count.key, count]))
      const byId = new Map(
        rows.map((row) => [row.timetableId, { ...row, count: byKey.get(keyOf(row)) ?? null }]),
      )
      return timetableIds.map((id) => byId.get(id) ?? rules.shopMissing())
    }),
)

/**
 * Takes one place of today for a person: it stays theirs for ten minutes.
 * Problems in order: shop-missing, those of the key, those of `rules.bookableToday`, those of `claim`.
 */
export async function placeBooking(
  engine: Engine,
  ask: {
    readonly shopId: Id<'Store'>
    readonly timetableId: Id<'Timetable'>
    readonly buyerId: Id<'Account'>
    readonly once: Once
  },
) {
  const storeId = ask.shopId
  const offer = await offered(engine).submit(storeId, ask.timetableId)
  const { shop, now } = offer
  const today = rules.bookableToday(offer, shop.timeZone, now)
  if (today instanceof Problem) return replayOr(engine.database, ask.once, today)
  const { date, startsAt } = today
  const timetable = offer.timetable as rules.Timetable
  const key = rules.placeKey(timetable.id, date)
  const place = {
    id: placeId(storeId, key),
    key,
    capacity: timetable.basicRemaining,
    startsAt,
  }
  const where = { shop, placeId: place.id, key, startsAt }
  return claim(engine, {
    storeId,
    buyerId: ask.buyerId,
    title: `${shop.name} ${date} ${rules.timeOf(timetable)}`,
    holdSeconds: rules.HOLD_SECONDS,
    // It begins before the day ends: who waits for the lock across midnight is too late as well.
    lastCall: { at: startsAt, problem: rules.timetableBegun },
    lines: [{ place, quantity: 1, unitPrice: timetable.price }],
    once: ask.once,
    answer: (order, at) => JSON.stringify(bookingClaim(order, where, at)),
  })
}
