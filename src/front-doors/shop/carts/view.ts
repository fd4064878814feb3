import type { Static } from 'typebox'
import type { LineDescription } from '../../../bookings/door.ts'
import { pictureView } from '../../../stores/pictures/view.ts'
import {
  type DeliveryTerms,
  feeOf,
  feeSum,
  missingForFree,
  noFee,
  unsaidTerms,
} from '../checkout/fee-rules.ts'
import type { Till } from '../checkout/till-queries.ts'
import type { CartLineView, CartView } from './contract.ts'
import type { CartLine } from './queries.ts'
import type { PricedLine } from './read.ts'

type Named = ReadonlyMap<PricedLine<unknown>, LineDescription>

export function cartView(
  { store, terms }: Till,
  lines: readonly PricedLine<CartLine>[],
  named: Named,
  now: Date,
): Static<typeof CartView> {
  const money = (amount: number) => ({ amount, currency: store.currency })
  const subtotal = sumOf(lines)
  const goods = sumOf(lines.filter(({ offer }) => offer?.productId))
  const delivery = deliveryOf(terms ?? unsaidTerms, goods)
  return {
    marketName: store.name,
    lines: lines.map((line) => lineView(store, line, named.get(line))),
    subtotal: money(subtotal),
    delivery: {
      kind: delivery.kind,
      fee: money(delivery.fee),
      freeFrom: delivery.missing === null ? null : money((terms ?? unsaidTerms).freeFrom),
      missing: delivery.missing === null ? null : money(delivery.missing),
    },
    total: money(subtotal + delivery.fee),
    timeZone: store.timeZone,
    count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    now: now.toISOString(),
  }
}

const sumOf = (lines: readonly PricedLine<unknown>[]): number =>
  lines.reduce((sum, { offer, quantity }) => sum + (offer?.price ?? 0) * quantity, 0)

/** Without goods nothing is sent. */
function deliveryOf(terms: DeliveryTerms, goods: number) {
  const fee = goods > 0 ? feeOf(terms, goods, null) : noFee
  return {
    kind: fee.kind,
    fee: feeSum(fee),
    missing: goods > 0 ? missingForFree(terms, goods) : null,
  }
}

function lineView(
  { id: storeId, currency, image: picture }: Till['store'],
  line: PricedLine<CartLine>,
  named: LineDescription | undefined,
): Static<typeof CartLineView> {
  const { asked, offer, quantity, most, left, state, isPriceChanged } = line
  const title = offer?.title ?? ''
  const own = offer?.image ?? named?.image
  const image = own ?? (offer && !offer.productId ? picture : null)
  return {
    ...{ id: asked.id, item: asked.item, door: line.thing?.door ?? '' },
    productId: offer?.productId ?? null,
    what: offer?.productId || !named ? { ko: title, en: title } : named.what,
    image: image ? pictureView(storeId, image) : null,
    startsAt: offer?.startsAt?.toISOString() ?? null,
    ...{ quantity, wanted: asked.quantity, most, left: Math.max(0, left), state },
    price: { amount: offer?.price ?? asked.seenPrice, currency },
    seenPrice: isPriceChanged && offer ? { amount: asked.seenPrice, currency } : null,
  }
}
