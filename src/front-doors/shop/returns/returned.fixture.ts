import { beforeEach } from 'vitest'
import { ledgerOf, tick } from '../../../../test/paying.ts'
import { sql } from '../../../postgres/sql.ts'
import { done, type Goods } from '../checkout/market.fixture.ts'
import { type Bought, openSent } from '../parcels/sent.fixture.ts'
import { dropUnsent } from './exchange.ts'

export const mind = { kind: 'return', reason: 'change-of-mind' } as const
export const fault = { kind: 'return', reason: 'defective' } as const

/** Free from 50,000, else 3,000. */
const terms = { kind: 'free-from', fee: 3_000, freeFrom: 50_000, areas: [] }

/** A shop whose goods have arrived, and come back. */
export function openReturns() {
  const shop = openSent()
  const { market, at, goods, seller, own, ask, request, handle, fresh } = shop
  beforeEach(() => done(seller()('PUT', at('/delivery-terms'), terms)))
  const placeOf = async (bought: Bought, at = 0) => (await own(bought)).lines[at]?.placeId ?? ''

  const refunded = async (bought: Bought) => {
    const ledger = await ledgerOf(market.engine, { order: await fresh(bought.orderId) })
    return ledger.payments.reduce((sum, { refunded }) => sum + refunded, 0)
  }

  async function returned(bought: Bought, body: object, restock = true): Promise<string> {
    const { refund } = await done(ask(bought, body))
    const { returns } = await done(request(bought, { ...body, refund: refund.amount }))
    const returnId = returns.at(-1)?.returnId ?? ''
    await done(handle(returnId, 'approval'))
    await done(handle(returnId, 'collection'))
    await done(handle(returnId, 'completion', { restock }))
    return returnId
  }

  /** Another option of the same product. */
  async function givenOption(
    { productId }: Goods,
    price: number,
    stocked: number,
    value = '파랑',
  ): Promise<Goods> {
    const other = await goods({ price, stocked })
    await market.engine.database.run(sql`
      update variants set product_id = ${productId}, option_values = ${[value]}
       where id = ${other.variantId}
    `)
    await market.engine.database.run(sql`delete from products where id = ${other.productId}`)
    return { productId, variantId: other.variantId }
  }

  /** The store cancels an order, and consumers are told. */
  async function canceledByStore({ orderId }: Bought) {
    const path = `/v1/stores/${market.marketId}/orders/${orderId}/cancellation`
    await done(seller()('POST', path, { reason: '품절' }))
    const event = { id: market.engine.newId(), topic: 'order.canceled', body: {}, at: new Date() }
    const told = { ...event, storeId: market.marketId, subjectId: orderId }
    for (let times = 0; times < 2; times += 1) await dropUnsent.handle(market.engine, told)
    await tick(market.engine)
  }

  async function exchanged(bought: Bought, blue: Goods): Promise<{ returnId: string } & Bought> {
    const lines = [{ placeId: await placeOf(bought), quantity: 1 }]
    const swap = { kind: 'exchange', reason: 'defective', lines, exchangeVariantId: blue.variantId }
    const { returns } = await done(request(bought, { ...swap, refund: 0 }))
    const returnId = returns.at(-1)?.returnId ?? ''
    const { exchangeOrderId } = await done(handle(returnId, 'approval'))
    await done(handle(returnId, 'collection'))
    return { ...bought, returnId, orderId: exchangeOrderId ?? '' }
  }

  /** A fault of one unit, agreed to and back. */
  async function collected(of: Bought): Promise<string> {
    const body = { ...fault, lines: [{ placeId: await placeOf(of), quantity: 1 }] }
    const { refund } = await done(ask(of, body))
    const { returns } = await done(request(of, { ...body, refund: refund.amount }))
    const returnId = returns.at(-1)?.returnId ?? ''
    await done(handle(returnId, 'approval'))
    await done(handle(returnId, 'collection'))
    return returnId
  }

  return {
    ...shop,
    ...{ placeOf, refunded, returned, givenOption, canceledByStore, exchanged, collected },
  }
}
