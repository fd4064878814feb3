import { keepContact } from '../../../accounts/guests/operations.ts'
import { nameBooker } from '../../../bookings/name.ts'
import { readBooking } from '../../../bookings/read.ts'
import type { Engine } from '../../../engine.ts'
import { type Hold, seatsOfGoods } from '../../../holds/rules.ts'
import type { Id } from '../../../kernel/id.ts'
import { Problem } from '../../../kernel/problem.ts'
import { claimOffered, type KeyedClaim } from '../../../orders/claim.ts'
import { claimInstead, type GiveUp } from '../../../orders/claim-instead.ts'
import { findHeld } from '../../../orders/claim-queries.ts'
import { readOrders } from '../../../orders/queries.ts'
import { alreadyYours, orderOver } from '../../../orders/rules.ts'
import { cancelIn } from '../../../payments/cancel.ts'
import { mayExist, postcodeUnknown } from '../../../postcodes/rules.ts'
import type { Once } from '../../../postgres/once.ts'
import type { Tx } from '../../../postgres/sql.ts'
import { type BoughtLine, writeCartOrder } from '../carts/queries.ts'
import { cartEmpty, type ItemNames, itemUnknown } from '../carts/rules.ts'
import { pricedCart } from '../carts/shared.ts'
import { isSent, thingOf } from '../carts/things.ts'
import { couponOf } from '../coupons/attempts.ts'
import { itemsOf } from '../coupons/offers.ts'
import { marketMissing } from '../rules.ts'
import { isOfCart, writeDelivery } from './delivery-queries.ts'
import { type DraftAsk, draftOrder, type WantedThing } from './draft.ts'
import type { Fee } from './fee-rules.ts'
import { type DeliveryForm, sealForm } from './form.ts'
import { formMissing, fullName } from './rules.ts'
import { readTill } from './till-queries.ts'

export interface WantedItem {
  readonly item: ItemNames
  readonly quantity: number
  readonly price?: number | undefined
}

export interface OrderAsk {
  readonly storeId: Id<'Store'>
  readonly buyerId: Id<'Account'>
  readonly isGuest: boolean
  /** The network of the caller. */
  readonly network: string
  readonly holder?: Hold | undefined
  /** Undefined: nothing of it is sent. */
  readonly form?: DeliveryForm | undefined
  /** To the store, about what is booked. */
  readonly message?: string | undefined
  readonly coupon?: string | undefined
  /** Default: what can be ordered of the cart. */
  readonly items?: readonly WantedItem[] | undefined
  /** The total that the buyer saw; undefined: the present one is accepted. */
  readonly seenTotal?: number | undefined
  readonly once: Once
}

/** What is answered under the key of an order: who asks again gets the same. */
interface Stored {
  readonly orderId: Id<'Order'>
  readonly fee: Fee
  readonly taken: readonly BoughtLine[]
}

/**
 * Orders a cart, or some things: all of them or none, held for half an hour, instead of unpaid orders of
 * the same buyer that hold some of it, or the same at another total. Then the address is kept and the booker
 * named, without which the order cannot be paid; a repetition under the same key does what a crash left.
 * Where nothing is sent, the booker is named later. Of concurrent requests the last one wins, and all are answered with
 * its order.
 * Problems in order: market-missing, item-unknown, cart-empty, form-missing, postcode-unknown, those of `couponOf`, those of the key, those of
 * `draftOrder`, those of `claim` with lines-sold-out, coupon-used-up and coupon-used-by-you for sold-out.
 */
export async function placeOrder(engine: Engine, ask: OrderAsk) {
  const { till, wanted } = await (ask.items ? ofItems(engine, ask, ask.items) : ofCart(engine, ask))
  if (wanted.length === 0) throw cartEmpty()
  const { buyerId, form, isGuest } = ask
  if (!form && wanted.some(({ thing }) => isSent(thing))) throw formMissing()
  if (form && !mayExist(form.postal_code)) throw postcodeUnknown({ postalCode: form.postal_code })
  const found =
    ask.coupon === undefined ? undefined : await couponOf(engine, { ...ask, code: ask.coupon })
  const coupon = found && itemsOf(found.id, buyerId)
  const draft = { till, wanted, coupon, postalCode: form?.postal_code ?? '', isGuest }
  const { orderId, fee, taken } = await claimAgain(engine, ask, draft)
  const take = (tx: Tx) =>
    taken.length > 0 ? writeCartOrder(tx, ask, orderId, taken) : Promise.resolve()
  if (!form) {
    await engine.cell(ask.storeId).transaction(take)
    return readBooking(engine, { buyerId, bookingId: orderId })
  }
  if (isGuest) await keepContact(engine, buyerId, { email: form.email, phone: form.phone ?? '' })
  const booker = {
    name: fullName(form.first_name, form.last_name),
    phone: form.phone ?? '',
    message: (wanted.every(({ thing }) => isSent(thing)) ? form.memo : ask.message) ?? '',
  }
  const delivery = { ...fee, orderId, form: sealForm(engine, form) }
  const named = nameBooker(engine, {
    ...{ buyerId, bookingId: orderId, booker },
    along: (tx) => Promise.all([writeDelivery(tx, ask.storeId, delivery), take(tx)]),
  })
  return named.catch((error: unknown) => heldInstead(engine, ask, orderId, error))
}

/** The order for which another request of the same buyer gave this one up, between its claim and its booker. */
async function heldInstead(
  engine: Engine,
  { storeId, buyerId }: Pick<OrderAsk, 'storeId' | 'buyerId'>,
  orderId: Id<'Order'>,
  error: unknown,
) {
  if (!(error instanceof Problem && error.type === orderOver.type)) throw error
  const cell = engine.cell(storeId)
  for (;;) {
    const [[over], held] = await Promise.all([
      readOrders(cell, storeId, [orderId]),
      findHeld(cell, storeId, [buyerId]),
    ])
    const found = held.find((one) => over?.lines.some(({ placeId }) => placeId === one.placeId))
    if (!found) throw error
    const booking = await readBooking(engine, { buyerId, bookingId: found.orderId })
    // Given up too, meanwhile: for a later one.
    if (booking.status !== 'canceled') return booking
  }
}

type Wanted = Pick<DraftAsk, 'till' | 'wanted'>

/** Problem: item-unknown. */
export function wantedOf(engine: Engine, { item, quantity, price }: WantedItem): WantedThing {
  const thing = thingOf(engine, item)
  if (!thing) throw itemUnknown()
  return { thing, quantity, price }
}

/** Problems in order: market-missing, item-unknown. */
async function ofItems(
  engine: Engine,
  { storeId }: Pick<OrderAsk, 'storeId'>,
  items: readonly WantedItem[],
): Promise<Wanted> {
  const till = await readTill(engine.cell(storeId), storeId)
  if (!till) throw marketMissing()
  return { till, wanted: items.map((one) => wantedOf(engine, one)) }
}

/** What can be ordered of a cart now: the total that the buyer saw says whether that is what they want. */
async function ofCart(engine: Engine, ask: Pick<OrderAsk, 'storeId' | 'buyerId'>): Promise<Wanted> {
  const { till, lines } = await pricedCart(engine, ask)
  const wanted = lines.flatMap(({ thing, quantity }) =>
    thing && quantity > 0 ? { thing, quantity } : [],
  )
  return { till, wanted }
}

/**
 * Claims; instead of the unpaid orders of the same buyer that are in the way, which stay as they are
 * where the claim is refused. One that was paid or canceled meanwhile is in nobody's way.
 */
async function claimAgain(engine: Engine, ask: OrderAsk, draft: DraftAsk): Promise<Stored> {
  const request = requestOf(ask, draft)
  try {
    return storedOf(await claimOffered(engine, request))
  } catch (error) {
    const isMine = error instanceof Problem && error.is === (alreadyYours as typeof error.is)
    if (!isMine) throw error
    const { orderId } = error.facts as { orderId: Id<'Order'> }
    return storedOf(await claimInstead(engine, request, orderId, giveUp(engine, ask.storeId)))
  }
}

/** Problems in order: already-yours, of what was claimed at another door; those of `cancelIn`. */
const giveUp =
  (engine: Engine, storeId: Id<'Store'>): GiveUp =>
  async (tx, orderId) => {
    if (!(await isOfCart(tx, storeId, orderId))) throw alreadyYours({ orderId })
    try {
      await cancelIn(engine, tx, { storeId, id: orderId }, { by: 'buyer', onlyUnpaid: true })
    } catch (refused) {
      if (!(refused instanceof Problem && refused.type === orderOver.type)) throw refused
    }
  }

const storedOf = ({ stored }: { readonly stored: string }): Stored => JSON.parse(stored) as Stored

/** What the order counts as while it is not paid. */
function seatsOf(wanted: readonly WantedThing[]): number {
  const of = (goods: boolean) =>
    wanted.reduce((sum, { thing, quantity }) => (isSent(thing) === goods ? sum + quantity : sum), 0)
  return of(false) + seatsOfGoods(of(true))
}

function requestOf(ask: OrderAsk, draft: DraftAsk): KeyedClaim {
  const { wanted, coupon } = draft
  const { storeId, buyerId, once, holder, seenTotal } = ask
  const taken = ask.items
    ? []
    : wanted.map(({ thing, quantity }) => ({ item: thing.names, quantity }))
  return {
    ...{ storeId, buyerId, once },
    holder: holder && { ...holder, seats: seatsOf(wanted) },
    items: [...wanted.map(({ thing }) => thing.item), ...(coupon ? [coupon.all, coupon.mine] : [])],
    draft(offers, now) {
      const found = draftOrder(draft, offers, now)
      if (found instanceof Problem) return found
      const { sum, ...drafted } = found
      return {
        ...{ ...drafted, seenTotal, replaces: true, asksBooker: true },
        answer: ({ id: orderId }) =>
          JSON.stringify({ orderId, fee: sum.fee, taken } satisfies Stored),
      }
    },
  }
}
