import type { Id } from '../../../kernel/id.ts'
import { unitsLeft, worthOf } from '../../../orders/money-rules.ts'
import { readOrders } from '../../../orders/queries.ts'
import type { Order } from '../../../orders/rules.ts'
import { readMoney } from '../../../payments/give-back-queries.ts'
import { heldOf } from '../../../payments/give-back-rules.ts'
import type { Queryable, Tx } from '../../../postgres/sql.ts'
import { unsaidTerms, usualTerms } from '../checkout/fee-rules.ts'
import * as parcels from '../parcels/queries.ts'
import { allDeliveredAt, asOf, type Parcel, type ParcelLine } from '../parcels/rules.ts'
import { variantOf } from '../products/rules.ts'
import * as exchanges from './exchange-queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { isCounted, isOpen } from './state-rules.ts'

/** What a request to return goods of an order is decided on. */
export interface ReturnFacts {
  readonly goods: readonly parcels.GoodsLine[]
  /** The lines whose money comes back: those of the order, or of the one that was exchanged. */
  readonly roots: readonly parcels.GoodsLine[]
  readonly rootOrderId: Id<'Order'>
  /** The order behind it is paid; else all of its money has gone back. */
  readonly isPaid: boolean
  /** What the store still holds of its price, in minor units. */
  readonly held: number
  /** It has goods or bookings left that are not among `roots`. */
  readonly hasOthers: boolean
  readonly lines: readonly rules.ReturnableLine[]
  readonly parcels: readonly Parcel[]
  readonly returns: readonly queries.Return[]
  readonly options: readonly queries.Option[]
  readonly allArrivedAt: Date | undefined
  readonly terms: rules.DeliveryTerms
  rootOf(placeId: Id<'Place'>): Id<'Place'>
}

/** Reads them; behind the lock of the order where something is decided. */
export async function readFacts(
  on: Queryable,
  order: Pick<Order, 'storeId' | 'id'>,
  now: Date,
): Promise<ReturnFacts> {
  const { storeId, id } = order
  const [goods, sent, [root]] = await Promise.all([
    parcels.listGoods(on, storeId, [id]),
    parcels.listParcels(on, storeId, [id]),
    exchanges.listRoots(on, storeId, [id]),
  ])
  const rootOrderId = root?.rootOrderId ?? id
  const [roots, returns, options, delivery, money, [rootOrder]] = await Promise.all([
    root ? parcels.listGoods(on, storeId, [rootOrderId]) : goods,
    queries.listReturns(on, storeId, [id, rootOrderId]),
    queries.listOptions(
      on,
      storeId,
      goods.map(({ key }) => variantOf(key)),
    ),
    queries.readDelivery(on, storeId, rootOrderId),
    readMoney(on, { storeId, id: rootOrderId }),
    readOrders(on, storeId, [rootOrderId]),
  ])
  const shown = sent.map((parcel) => asOf(parcel, now))
  const rootOf = (placeId: Id<'Place'>) => root?.rootPlaceId ?? placeId
  const isPaid = rootOrder?.status === 'paid'
  const known = { parcels: shown, returns, options, roots, rootOrderId, rootOf, orderId: id }
  return {
    ...{ goods, roots, rootOrderId, isPaid, parcels: shown, returns, options, rootOf },
    lines: goods
      .map((line) => returnable(line, known))
      .map((line) => (isPaid ? line : { ...line, here: 0 })),
    allArrivedAt: allDeliveredAt(goods, shown, now),
    held: heldOf(money),
    hasOthers: hasOthers(rootOrder, roots),
    terms: termsOf(delivery, (rootOrder?.fee ?? 0) - money.feeBack),
  }
}

const hasOthers = (order: Order | undefined, roots: readonly parcels.GoodsLine[]): boolean =>
  order?.lines.some(
    (line) =>
      !line.isAside &&
      unitsLeft(line) > 0 &&
      !roots.some(({ placeId }) => placeId === line.placeId),
  ) ?? false

type Known = Pick<
  ReturnFacts,
  'parcels' | 'returns' | 'options' | 'roots' | 'rootOrderId' | 'rootOf'
> & { readonly orderId: Id<'Order'> }

/** Units of a line that were sent, are in no return, and whose money the store still has. */
function returnable(line: parcels.GoodsLine, known: Known): rules.ReturnableLine {
  const { placeId, key, quantity, givenBack, returning } = line
  const sent = known.parcels.flatMap(({ shippedAt, lines }) =>
    lines.flatMap((one) => (one.placeId === placeId && shippedAt ? [{ ...one, shippedAt }] : [])),
  )
  const units = sumOf(sent, (one) => one.quantity)
  const counted = sumOf(known.returns, (one) =>
    one.orderId === known.orderId && isCounted(one.state) ? unitsIn(one.lines, placeId) : 0,
  )
  const option = known.options.find(({ variantId }) => variantId === variantOf(key))
  const here = Math.min(
    units - counted,
    quantity - givenBack - returning,
    unpaidBackOf(line, known),
  )
  return {
    placeId,
    here: Math.max(0, here),
    sentAt:
      sent.length > 0
        ? new Date(Math.max(...sent.map(({ shippedAt }) => shippedAt.getTime())))
        : null,
    isReturnable: option?.isReturnable ?? true,
  }
}

/** Units of the line that was paid which neither were given back nor are in an open return. */
function unpaidBackOf({ placeId }: parcels.GoodsLine, known: Known): number {
  const rootPlaceId = known.rootOf(placeId)
  const root = known.roots.find((one) => one.placeId === rootPlaceId)
  const isRoot = known.orderId === known.rootOrderId
  // Of the order that was paid, those of exchanged goods are among what was exchanged.
  const open = known.returns.filter(
    ({ state, orderId }) => isOpen(state) && (!isRoot || orderId === known.orderId),
  )
  const elsewhere = isRoot ? exchangedUnits(known, rootPlaceId) : 0
  const left = root ? root.quantity - root.givenBack : 0
  return left - elsewhere - rootUnits(open, known, rootPlaceId)
}

/** Units of a line, as it was paid, that came back for others, which have not come back since. */
export function exchangedUnits(
  { returns, rootOrderId }: Pick<ReturnFacts, 'returns' | 'rootOrderId'>,
  rootPlaceId: string,
): number {
  const done = returns.filter(({ state }) => state === 'done')
  const own = done.filter((one) => one.kind === 'exchange' && one.orderId === rootOrderId)
  const back = done.filter((one) => one.kind === 'return' && one.orderId !== rootOrderId)
  const units = (some: readonly queries.Return[]) => rootUnits(some, { rootOrderId }, rootPlaceId)
  return Math.max(0, units(own) - units(back))
}

const unitsIn = (lines: readonly ParcelLine[], placeId: string): number =>
  sumOf(lines, (line) => (line.placeId === placeId ? line.quantity : 0))

/** Units in returns that stand for a line that was paid. */
export const rootUnits = (
  returns: readonly queries.Return[],
  { rootOrderId }: Pick<ReturnFacts, 'rootOrderId'>,
  rootPlaceId: string,
): number =>
  sumOf(returns, ({ lines }) =>
    sumOf(lines, (one) =>
      one.rootOrderId === rootOrderId && one.rootPlaceId === rootPlaceId ? one.quantity : 0,
    ),
  )

export const sumOf = <Thing>(
  things: readonly Thing[],
  amountOf: (thing: Thing) => number,
): number => things.reduce((sum, thing) => sum + amountOf(thing), 0)

function termsOf(
  found: Awaited<ReturnType<typeof queries.readDelivery>>,
  feeLeft: number,
): rules.DeliveryTerms {
  const usualFee = found.usualFee ?? unsaidTerms.fee
  const wasWaived = found.feeKind === 'free-from' && found.base === 0
  return {
    feeLeft,
    waived: wasWaived ? usualFee : 0,
    freeFrom: wasWaived ? (found.freeFrom ?? unsaidTerms.freeFrom) : null,
    returnFee: found.returnFee ?? usualTerms.fee,
  }
}

const isByBuyer = ({ reason }: Pick<queries.Return, 'reason'>) => rules.payerOf(reason) === 'buyer'

/**
 * What comes back for a return whose lines are `asked`.
 *
 * @param before open ones that are counted as done
 */
export function quoteOf(
  facts: ReturnFacts,
  {
    lines: asked,
    reason,
  }: { readonly lines: readonly ParcelLine[]; readonly reason: rules.Reason },
  before: readonly queries.Return[],
  terms = facts.terms,
): rules.ReturnQuote {
  const { roots, rootOf, returns } = facts
  const done = returns.filter(({ state, kind }) => state === 'done' && kind === 'return')
  const byBuyer = [...done, ...before].filter(isByBuyer)
  const after = roots.map((line) => {
    const { placeId, quantity } = line
    const units = sumOf(asked, (one) => (rootOf(one.placeId) === placeId ? one.quantity : 0))
    const givenBack = Math.min(quantity, line.givenBack + rootUnits(before, facts, placeId))
    const minded = rootUnits(byBuyer, facts, placeId) + (isByBuyer({ reason }) ? units : 0)
    return {
      worth: worthOf({ ...line, givenBack }, units),
      left: quantity - givenBack - units,
      kept: (quantity - minded) * line.unitPrice,
    }
  })
  const worth = {
    goods: sumOf(after, (one) => one.worth),
    listKept: sumOf(after, (one) => one.kept),
    isAll: after.every(({ left }) => left <= 0),
    isMinded: byBuyer.length > 0,
    firstLegBefore: sumOf(byBuyer, ({ firstLeg }) => firstLeg),
  }
  return rules.capped(rules.quoteReturn(worth, terms, reason), {
    held: facts.held - sumOf(before, ({ refund }) => refund),
    feeLeft: terms.feeLeft,
    isLast: worth.isAll && !facts.hasOthers,
  })
}

/** Open returns of money of the order behind it, oldest first, with what comes back of each in turn. */
export function openReturns(facts: ReturnFacts): queries.Return[] {
  const before: queries.Return[] = []
  for (const given of facts.returns)
    if (isOpen(given.state) && given.kind === 'return')
      before.push({ ...given, ...settle(facts, given, before) })
  return before
}

/**
 * What comes back as a return is completed: by what was given back until then, and by what the ways cost
 * when it was asked for.
 *
 * @param before open ones that are completed before it
 */
export const settle = (
  facts: ReturnFacts,
  given: queries.Return,
  before: readonly queries.Return[] = [],
): rules.ReturnQuote =>
  quoteOf({ ...facts, rootOf: (placeId) => placeId }, paidLines(given), before, {
    ...{ feeLeft: facts.terms.feeLeft, returnFee: given.wayBack },
    ...{ waived: given.wayThere, freeFrom: given.freeFrom },
  })

/** With the lines that were paid, instead of those that were got in exchange for them. */
const paidLines = ({ lines, reason }: queries.Return) => ({
  reason,
  lines: lines.map(({ rootPlaceId: placeId, quantity }) => ({ placeId, quantity })),
})

/** Once money of an order has gone back, its open returns are told anew what comes back. */
export async function quoteAgain(
  tx: Tx,
  { storeId, orderId: id }: Pick<queries.Return, 'storeId' | 'orderId'>,
): Promise<void> {
  const facts = await readFacts(tx, { storeId, id }, tx.now)
  const open = facts.isPaid ? openReturns(facts) : []
  if (open.length > 0) await queries.writeQuotes(tx, storeId, open)
}
