import type { Id } from '../kernel/id.ts'
import type { Currency } from '../kernel/money.ts'
import { Problem } from '../kernel/problem.ts'
import { later, wallStamp } from '../kernel/time.ts'
import type { PlaceDraft } from '../places/rules.ts'
import type { DepositTerms, MarkedVisits } from '../stores/hold-terms/deposit-rules.ts'
import {
  AT_ONCE_SECONDS,
  NO_SHOW_DAYS,
  noShowsReached,
  phoneNotVerified,
  VERIFY_AT,
} from '../stores/hold-terms/rules.ts'
import { entryOver, type Waiting } from '../waitlist/rules.ts'
import type { Freed } from './freed-rules.ts'
import { type Claimant, leftOf } from './left-rules.ts'
import { amountOf } from './money-rules.ts'
import { changedPrice, type DepositFor, depositFor, waived } from './price-rules.ts'
import {
  alreadyYours,
  beyondReadyOrders,
  type Order,
  placeNamedTwice,
  soldOut,
  storeClosed,
  tooManyPlaces,
} from './rules.ts'

/** One claim: all of these places, or none. */
export interface ClaimAsk extends Claimant {
  readonly orderId: Id<'Order'>
  /** Eight random characters for the order's number. */
  readonly code: string
  /** The buyer has a verified mobile number. */
  readonly hasPhone?: boolean | undefined
  /** The budgets of its buyer do not allow another hold: only what is held already is answered. */
  readonly refused?: Problem | undefined
  readonly title: string
  /** How long the places are held. */
  readonly holdSeconds: number
  /** The buyer has a right to it, also when the store has closed meanwhile. Default: no. */
  readonly isOwed?: boolean
  /** Default: no. */
  readonly asksBooker?: boolean
  readonly lines: readonly LineAsk[]
  /**
   * Chooses some of the lines, once what the claims before it have left is known; pure. Default:
   * all of them.
   *
   * @param held live ready orders of the buyer on places of the batch
   */
  choose?(
    left: ReadonlyMap<Id<'Place'>, number>,
    held: readonly Order[],
  ): readonly LineAsk[] | Problem
  /** What to say when too little is left of these places. Default: sold-out. */
  gone?(placeIds: readonly Id<'Place'>[]): Problem
  /** For delivery, in minor units; taxed. Default: 0. */
  readonly fee?: number
  /** The total that the buyer saw; undefined: the present one is accepted. */
  readonly seenTotal?: number | undefined
  /**
   * The caller cancels an unpaid order that is in the way and claims again: held places at another
   * total are already-yours, unless the total that was seen is wrong now. Default: no.
   */
  readonly replaces?: boolean
}

export interface LineAsk {
  readonly place: PlaceDraft
  readonly quantity: number
  readonly unitPrice: number
  /** Of all units together, at most what they cost. Default: 0. */
  readonly discount?: number
  /** Default: taxed. */
  readonly taxFree?: boolean
  /** The unit price that the buyer saw; undefined: the present one is accepted. */
  readonly seenPrice?: number | undefined
  /** It goes along with the others, as a coupon does: not among the places of an order's limit. */
  readonly isAside?: boolean
  /** Units of goods, or guests at a table: not among the places of an order's limit either. */
  readonly isUncounted?: boolean
  /** Its price is a deposit, which a store may ask of some guests only. Default: no. */
  readonly isDeposit?: boolean
  /** Among the lines of one start, as the buyer saw them. Default: 0. */
  readonly position?: number
}

/** The facts, read under lock, on which a batch of claims is decided. */
export interface ClaimFacts {
  readonly store: {
    readonly id: Id<'Store'>
    readonly timeZone: string
    readonly currency: Currency
    readonly placesPerOrder: number
    readonly readyOrdersPerBuyer: number
    readonly closedAt: Date | null
    /** The waiting room in front of it. */
    readonly roomId?: string | null
    /** Its buyers prove a mobile number first. Default: no. */
    readonly asksPhone?: boolean
    /** Guests who did not come so often are refused; null: nobody is. */
    readonly noShowsMost?: number | null
    /** Of whom it asks deposits; null: of everybody. */
    readonly depositsOf?: DepositTerms | null
    /** It holds only briefly until a payment is started. Default: no. */
    readonly paysAtOnce?: boolean
  }
  /**
   * How many of every claimed place can be sold, after the release of dead orders; negative when more
   * are taken than the store wants to sell.
   */
  readonly available: ReadonlyMap<Id<'Place'>, number>
  /** What was let go of these places and is not back: available to who has let it go. Default: nothing. */
  readonly freed?: readonly Freed[]
  /** Who waits for these places, in order. Default: nobody. */
  readonly waiting?: readonly Waiting[]
  /** Live ready orders of these buyers on these places. */
  readonly held: readonly Order[]
  /** How often buyers did not come to the store, where it refuses such guests. Default: never. */
  readonly noShows?: ReadonlyMap<Id<'Account'>, number> | undefined
  /** What the store marked of buyers, where it asks deposits of some only. Default: nothing. */
  readonly marked?: ReadonlyMap<Id<'Account'>, MarkedVisits> | undefined
  /** Number of live ready orders of each buyer in the store. */
  readonly readyOrders: ReadonlyMap<Id<'Account'>, number>
}

export interface Claimed {
  readonly order: Order
  /** False: a repeated claim of the same places, answered with the same order. */
  readonly isNew: boolean
  /** Units that were let go and are taken before they are back. Default: none. */
  readonly again?: readonly Freed[]
  /** The entry of the waitlist that it is offered to. */
  readonly entryId?: Id<'WaitlistEntry'>
}

/**
 * Decides a batch of claims in order of arrival, each on what the previous ones left.
 *
 * @returns for each claim the order, or the first problem in this order: store-closed,
 *   waitlist-entry-over, place-named-twice, too-many-places, (the same order again, or price-changed where it costs
 *   something else than the buyer saw, or deposit-asked), already-yours, no-shows-reached, phone-not-verified, too-many-ready-orders, what the budgets
 *   refuse (hold-too-large, holds-reached, holds-reached-here, proof-needed), sold-out (or what the
 *   claim says instead), deposit-asked, price-changed; of a claim that replaces, price-changed before already-yours
 */
export function claim(facts: ClaimFacts, asks: readonly ClaimAsk[], now: Date) {
  const left = leftOf(facts)
  const readyOrders = new Map(facts.readyOrders)
  const stamp = wallStamp(now, facts.store.timeZone)
  const held = new Map<string, Order>()
  const heldBy = new Map<Id<'Account'> | null, Order[]>()
  const keep = (order: Order): void => {
    heldBy.set(order.buyerId, [...(heldBy.get(order.buyerId) ?? []), order])
    for (const line of order.lines) held.set(`${order.buyerId} ${line.placeId}`, order)
  }
  facts.held.forEach(keep)

  const decideOne = (ask: ClaimAsk): Claimed | Problem => {
    const { store } = facts
    if (store.closedAt && store.closedAt <= now && !ask.isOwed) return storeClosed()
    const { entryId } = ask
    if (entryId && !left.isWaiting(entryId)) return entryOver({ state: 'offered' })
    const chosen = ask.choose ? ask.choose(left.all(ask), heldBy.get(ask.buyerId) ?? []) : ask.lines
    if (chosen instanceof Problem) return chosen
    const asked = depositFor(store.depositsOf, facts.marked?.get(ask.buyerId))
    const lines = asked.isWaived ? chosen.map(waived) : chosen
    if (new Set(lines.map(({ place }) => place.id)).size < lines.length) return placeNamedTwice()
    if (placesIn(lines) > store.placesPerOrder) return tooManyPlaces({ most: store.placesPerOrder })
    const mine = lines
      .map(({ place }) => held.get(`${ask.buyerId} ${place.id}`))
      .find((order) => order !== undefined)
    if (mine) return heldAlready(mine, { ...ask, ...asked, lines }, store.currency)
    const unwelcome = refuseBuyer(facts, ask)
    if (unwelcome) return unwelcome
    const ready = readyOrders.get(ask.buyerId) ?? 0
    if (ready >= store.readyOrdersPerBuyer && !ask.isByStore)
      return beyondReadyOrders(store.readyOrdersPerBuyer)
    if (ask.refused) return ask.refused
    const gone = lines.filter(({ place, quantity }) => quantity > left.of(ask, place.id))
    if (gone[0]) {
      const available = Math.max(0, left.of(ask, gone[0].place.id))
      return ask.gone?.(gone.map(({ place }) => place.id)) ?? soldOut({ available })
    }
    const changed = changedPrice(lines, { ...ask, ...asked }, store.currency)
    if (changed) return changed

    // Past this line the claim must succeed.
    const order = newOrder(store, { ...ask, lines }, stamp, now)
    const again = order.lines.flatMap((line) => left.take(ask, line.placeId, line.quantity))
    if (entryId) left.serve(entryId)
    keep(order)
    readyOrders.set(ask.buyerId, ready + 1)
    return { order, isNew: true, ...(again.length > 0 && { again }), ...(entryId && { entryId }) }
  }
  return asks.map(decideOne)
}

/** What a store asks of who buys. Problems in order: no-shows-reached, phone-not-verified. */
function refuseBuyer({ store, noShows }: ClaimFacts, ask: ClaimAsk): Problem | undefined {
  const count = noShows?.get(ask.buyerId) ?? 0
  if (store.noShowsMost && count >= store.noShowsMost && !ask.isByStore)
    return noShowsReached({ noShows: count, days: NO_SHOW_DAYS })
  if (store.asksPhone && !ask.hasPhone && !ask.isByStore)
    return phoneNotVerified({ verifyAt: VERIFY_AT })
  return undefined
}

const placesIn = (lines: readonly LineAsk[]): number =>
  lines.reduce(
    (sum, { quantity, isAside, isUncounted }) => (isAside || isUncounted ? sum : sum + quantity),
    0,
  )

/**
 * What a claim of places gets that the buyer holds already: the same order, or a problem. A price of one
 * place that is gone is no obstacle to it, unless the claim replaces.
 */
function heldAlready(
  mine: Order,
  ask: ClaimAsk & DepositFor,
  currency: Currency,
): Claimed | Problem {
  const isAgain = isSame(mine, ask.lines, ask.fee)
  const changed = isAgain ? changedPrice(asHeld(ask, mine), ask, currency) : undefined
  if (isAgain && !changed) return { order: mine, isNew: false }
  const refused = ask.replaces ? changedPrice(ask.lines, ask, currency) : changed
  return refused ?? alreadyYours({ orderId: mine.id })
}

const asHeld = ({ lines, replaces }: ClaimAsk, order: Order): readonly LineAsk[] =>
  lines.map((line) => {
    const { unitPrice } = order.lines.find(({ placeId }) => placeId === line.place.id) ?? line
    return { ...line, unitPrice, seenPrice: replaces ? line.seenPrice : undefined }
  })

const isSame = (order: Order, lines: readonly LineAsk[], fee = 0): boolean =>
  order.fee === fee &&
  order.lines.length === lines.length &&
  lines.every(({ place, quantity, discount = 0 }) =>
    order.lines.some(
      (line) =>
        line.placeId === place.id && line.quantity === quantity && line.discount === discount,
    ),
  )

/** Its number is `yyyyMMddHHmmss-XXXXXXXX` in the store's time zone, which reveals no order count. */
function newOrder(store: ClaimFacts['store'], ask: ClaimAsk, stamp: string, now: Date): Order {
  const { fee = 0, isByStore = false } = ask
  const until = later(now, ask.holdSeconds)
  const soon = later(now, AT_ONCE_SECONDS)
  const isShort = store.paysAtOnce === true && !isByStore && soon < until
  const lines = ask.lines.map(({ place, discount = 0, ...line }) => ({
    placeId: place.id,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discount,
    taxFree: line.taxFree ?? false,
    isAside: line.isAside ?? false,
    ...(line.position && { position: line.position }),
    givenBack: 0,
  }))
  return {
    storeId: store.id,
    id: ask.orderId,
    number: `${stamp}-${ask.code}`,
    buyerId: ask.buyerId,
    title: ask.title,
    status: 'ready',
    failure: null,
    amount: amountOf(lines, fee),
    fee,
    currency: store.currency,
    createdAt: now,
    expiresAt: isShort ? soon : until,
    ...(isShort && { startedUntil: until }),
    pinnedAt: null,
    paidAt: null,
    canceledAt: null,
    standing: false,
    asksBooker: ask.asksBooker ?? false,
    lines,
  }
}
