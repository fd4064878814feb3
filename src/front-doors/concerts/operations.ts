import type { Selling } from '../../bookings/door.ts'
import * as bookings from '../../bookings/place.ts'
import type { Engine } from '../../engine.ts'
import type { Hold } from '../../holds/rules.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem } from '../../kernel/problem.ts'
import { wallDate, wallTime } from '../../kernel/time.ts'
import { firstFree } from '../../orders/choose-rules.ts'
import type { LineAsk } from '../../orders/claim-rules.ts'
import type { Offered } from '../../orders/offers.ts'
import type { Once } from '../../postgres/once.ts'
import { type BestAsk, bestGroups, mostTogether } from './best-rules.ts'
import { mayBuy } from './claim-rules.ts'
import { codeLine, seatLine } from './lines.ts'
import { codes, codeText, itemOf, type Offer, type SeatItem, seats } from './offers.ts'
import * as presale from './presale-queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { isFreeIn, readSnapshot, type Snapshot } from './shown.ts'

export interface SeatsAsk {
  readonly concertId: Id<'Store'>
  readonly performanceId: Id<'Performance'>
  readonly buyerId: Id<'Account'>
  readonly seatIds?: readonly number[]
  readonly best?: BestAsk
  /** The total that the buyer saw. */
  readonly price?: number
  readonly presaleCode?: string
  readonly once: Once
  readonly holder?: Hold | undefined
}

/** Wrong presale codes of an account in an hour. */
const WRONG_CODES_MOST = 10
/** Seats that a search for the best ones locks at first; twice as many each time it lost them. */
const LOCKED_FIRST = 200
const SEARCHES_MOST = 4

/**
 * Holds seats for five minutes: those that are named, or the best ones beside each other.
 * Problems in order: nothing-chosen, those of `withAttempt`, those of the key, concert-missing,
 * performance-missing, those of `rules.sellingAt`, hall-missing, level-missing, those of `mayBuy`, those of `claim`
 * with seat-taken, none-together and presale-code-used-up for sold-out.
 */
export async function bookSeats(engine: Engine, ask: SeatsAsk) {
  const { seatIds, best, presaleCode } = ask
  if ((seatIds === undefined) === (best === undefined)) throw rules.nothingChosen()
  const book = () => (best ? bookBest(engine, ask, best) : bookNamed(engine, ask, seatIds ?? []))
  return presaleCode === undefined ? book() : withAttempt(engine, ask, book)
}

/**
 * Takes one of the account's attempts, and gives it back unless the code was wrong.
 * Problems in order: concert-missing, too-many-presale-codes.
 */
async function withAttempt<Answer>(
  engine: Engine,
  { concertId, buyerId }: SeatsAsk,
  book: () => Promise<Answer>,
): Promise<Answer> {
  const cell = engine.cell(concertId)
  const taken = await cell.transaction((tx) =>
    presale.takeAttempt(tx, concertId, buyerId, WRONG_CODES_MOST),
  )
  if (!taken)
    throw (await queries.isConcert(cell, concertId)) ? rules.tooManyCodes() : rules.concertMissing()
  let isWrong = false
  try {
    return await book()
  } catch (error) {
    isWrong = error instanceof Problem && error.is === (rules.presaleCodeWrong as typeof error.is)
    throw error
  } finally {
    if (!isWrong) await presale.giveBackAttempt(cell, concertId, buyerId, taken.since)
  }
}

function bookNamed(engine: Engine, ask: SeatsAsk, seatIds: readonly number[]) {
  const items = seatIds.map(itemOf(ask.performanceId))
  return place(engine, ask, items, (offers) => {
    const named = items.map((item) => ({
      ...item.what,
      seat: offers.of(item)?.seat,
    }))
    return mayBuy(named) ?? {}
  })
}

/**
 * Finds groups of seats, locks all of them, and takes the first one that is still free. What others
 * take in between costs another search, a few times at most.
 */
async function bookBest(engine: Engine, ask: SeatsAsk, best: BestAsk) {
  for (let search = 0; ; search += 1) {
    const found = await readSnapshot(engine, ask)
    if (best.level !== undefined && !found.hall.levels.some(({ code }) => code === best.level))
      throw rules.levelMissing({ levels: [best.level] })
    const groups = groupsOf(found, best, LOCKED_FIRST * 2 ** search)
    try {
      return await placeFirst(engine, ask, groups, () => noneOf(found, ask, best))
    } catch (error) {
      const isLost = error instanceof Problem && error.is === (rules.bestTaken as typeof error.is)
      if (!isLost || search + 1 === SEARCHES_MOST) throw error
    }
  }
}

/** Problems in order: those of `rules.sellingAt` without a code, none-together. */
function noneOf(found: Snapshot, { presaleCode }: SeatsAsk, { level }: BestAsk): Problem {
  const given = { isGiven: false, code: undefined }
  const selling = rules.sellingAt(found.performance, given, found.now)
  if (presaleCode === undefined && selling instanceof Problem) return selling
  return rules.noneTogether({ most: mostTogether(found.hall.blocks, isFreeIn(found), level) })
}

type Groups = readonly (readonly SeatItem[])[]

/** The best groups in a snapshot, found once for all who ask for the same. */
function groupsOf(found: Snapshot, best: BestAsk, seatsMost: number): Groups {
  const key = `${best.quantity} ${best.level ?? ''} ${seatsMost}`
  const known = found.groups.get(key)
  if (known) return known
  const most = Math.max(seatsMost, best.quantity)
  const itemOfSeat = itemOf(found.performance.id)
  const groups = bestGroups(found.hall.blocks, isFreeIn(found), best, most).map((group) =>
    group.map(({ id }) => itemOfSeat(id)),
  )
  found.groups.set(key, groups)
  return groups
}

function placeFirst(engine: Engine, ask: SeatsAsk, groups: Groups, none: () => Problem) {
  return place(engine, ask, groups.flat(), (offers, lineOf) => {
    if (groups.length === 0) return none()
    const isSold = (item: SeatItem) => offers.of(item)?.seat?.isHeldBack === false
    const lines = groups.filter((items) => items.every(isSold)).map((items) => items.map(lineOf))
    return { choose: (left) => firstFree(lines, left) ?? rules.bestTaken() }
  })
}

/** Decides on the offers under the lock; pure. */
type Decide = (
  offers: Offered,
  lineOf: (item: SeatItem) => LineAsk,
) => { choose?(left: ReadonlyMap<Id<'Place'>, number>): readonly LineAsk[] | Problem } | Problem

function place(engine: Engine, ask: SeatsAsk, items: readonly SeatItem[], decide: Decide) {
  const { concertId: storeId, buyerId, once, holder, presaleCode, price: seenTotal } = ask
  const codeItem =
    presaleCode === undefined ? undefined : { offers: codes, what: codeText(presaleCode) }
  return bookings.placeMany(engine, door, {
    ...{ storeId, buyerId, once, holder },
    items: [...items, ...(codeItem ? [codeItem] : [])],
    draft(offers, now) {
      const first = items[0] && offers.of(items[0])
      if (items[0] && !first) return rules.concertMissing()
      const code = codeItem && offers.of<rules.Code>(codeItem)
      const selling = first && sellingOf(first, { isGiven: codeItem !== undefined, code }, now)
      if (selling instanceof Problem) return selling
      const lineOf = (item: SeatItem) => seatLineOf(item, offers)
      const decided = decide(offers, lineOf)
      if (decided instanceof Problem) return decided
      if (!first || !selling) throw new Error('a claim without seats was not refused')
      const codeLines =
        codeItem && selling.code ? [codeLineOf(selling.code, offers.placeOf(codeItem))] : []
      const withCode = (lines: readonly LineAsk[]) => [...lines, ...codeLines]
      const { choose } = decided
      return {
        ...heading(first, selling.performance),
        ...{
          seenTotal,
          lines: withCode(items.filter((item) => offers.of(item)?.seat).map(lineOf)),
        },
        ...(choose && {
          choose(left) {
            const chosen = choose(left)
            return chosen instanceof Problem ? chosen : withCode(chosen)
          },
        }),
        gone: (placeIds) => goneOf(placeIds, items, offers),
        describeLine: ({ key }) => {
          const item = items.find((one) => offers.placeOf(one).key === key)
          const seat = item && offers.of(item)?.seat
          return seat ? seatLine(key, seat) : codeLine(key, selling.code?.name ?? '')
        },
      }
    },
  })
}

const door = { name: 'concerts', members: () => ({}) }

/** Problems in order: performance-missing, those of `rules.sellingAt`, hall-missing. */
function sellingOf(
  { performance, hasHall }: Offer,
  given: Parameters<typeof rules.sellingAt>[1],
  now: Date,
) {
  if (!performance) return rules.performanceMissing()
  const selling = rules.sellingAt(performance, given, now)
  if (selling instanceof Problem) return selling
  return hasHall ? { ...selling, performance } : rules.hallMissing()
}

function heading({ store, image }: Offer, { startsAt }: rules.Performance) {
  const { id, name, timeZone, pricing } = store
  return {
    store: { id, name, timeZone, pricing, image, kind: null },
    title: `${name} ${wallDate(startsAt, timeZone)} ${wallTime(startsAt, timeZone)}`,
    holdSeconds: rules.HOLD_SECONDS,
  }
}

/** The lines of a batch's seats: many who ask for the best ones share them. */
const linesOf = new WeakMap<Offered, Map<SeatItem, LineAsk>>()

function seatLineOf(item: SeatItem, offers: Offered): LineAsk {
  const lines = linesOf.get(offers) ?? new Map<SeatItem, LineAsk>()
  linesOf.set(offers, lines)
  const known = lines.get(item)
  if (known) return known
  const { performance, seat } = offers.of<Offer>(item) ?? {}
  const startsAt = performance?.startsAt ?? null
  const place = { ...offers.placeOf(item), capacity: 1, startsAt }
  const line = { place, quantity: 1, unitPrice: seat?.price ?? 0 }
  lines.set(item, line)
  return line
}

const codeLineOf = ({ usesMost }: rules.Code, place: ReturnType<Offered['placeOf']>): LineAsk => ({
  place: { ...place, capacity: usesMost, startsAt: null },
  ...{ quantity: 1, unitPrice: 0, isAside: true },
})

/** Which seats are taken; or that only the code is used up. */
function goneOf(
  placeIds: readonly Id<'Place'>[],
  items: readonly SeatItem[],
  offers: Offered,
): Problem {
  const gone = new Set(placeIds)
  const seatIds = items
    .filter((item) => gone.has(offers.placeOf(item).id))
    .map(({ what }) => what.seatId)
  return seatIds.length > 0 ? rules.seatTaken({ seatIds }) : rules.presaleCodeUsedUp()
}

/** One seat in the general sale, as a move of a booking asks for it. */
export const seatAt = (what: queries.SeatAsk): Selling<Offer> => ({
  names: { performanceId: what.performanceId, seatId: String(what.seatId) },
  item: { offers: seats, what },
  bookable(offer, _place, now) {
    if (!offer) return rules.concertMissing()
    const selling = sellingOf(offer, { isGiven: false, code: undefined }, now)
    if (selling instanceof Problem) return selling
    const refused = mayBuy([{ ...what, seat: offer.seat }])
    if (refused) return refused
    const { startsAt } = selling.performance
    const heads = heading(offer, selling.performance)
    return { ...heads, capacity: 1, price: offer.seat?.price ?? 0, startsAt }
  },
})
