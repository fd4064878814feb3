import { afterAll } from 'vitest'
import { expectCleanAudit } from '../../../../test/audited.ts'
import { pay, tick } from '../../../../test/paying.ts'
import type { Person } from '../../../../test/server.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import type { Id } from '../../../kernel/id.ts'
import { skipDue } from '../../../mail/queries.ts'
import { readOrders } from '../../../orders/queries.ts'
import type { Order } from '../../../orders/rules.ts'
import { readNow } from '../../../postgres/now.ts'
import { sql } from '../../../postgres/sql.ts'
import { done, type Goods, openMarket } from '../checkout/market.fixture.ts'
import type * as returns from '../returns/contract.ts'
import type * as contract from './owner-contract.ts'

export type DeskOrders = AnswerOf<typeof contract.listOrders>
export type Own = AnswerOf<typeof returns.getOwnOrder>
export type Quote = AnswerOf<typeof returns.quoteReturn>
export type ShopReturn = AnswerOf<typeof returns.approveReturn>
type Packed = AnswerOf<typeof contract.packOrders>
type Shipped = AnswerOf<typeof contract.shipParcels>

/** A paid order of goods, and who bought it. */
export interface Bought {
  readonly buyer: Person
  readonly orderId: string
  readonly orderNumber: string
}

/** A shop whose orders are packed and sent. */
export function openSent() {
  const shop = openMarket()
  const { market, at } = shop
  const seller = () => market.owner
  const fresh = async (orderId: string): Promise<Order> => {
    const id = orderId as Id<'Order'>
    const storeId = market.marketId as Id<'Store'>
    const [order] = await readOrders(market.engine.database, storeId, [id])
    return order as Order
  }
  const payFor = async (buyer: Person, orderId: string): Promise<Bought> => {
    const order = await fresh(orderId)
    const buyerId = await shop.idOf(buyer)
    await pay(market.engine, { storeId: order.storeId, buyerId, order })
    return { buyer, orderId, orderNumber: order.number }
  }
  const pack = (orders: readonly object[]) =>
    done(seller()<Packed>('POST', at('/packings'), { orders }))
  const ship = (parcels: readonly object[]) =>
    done(seller()<Shipped>('POST', at('/shipments'), { parcels }))
  /** No mail is sent here. */
  const skipMails = async () => {
    const { database } = market.engine
    await skipDue(database, (await readNow(database)).now)
  }
  afterAll(skipMails)
  return {
    ...shop,
    seller,
    async expectClean() {
      await tick(market.engine)
      await skipMails()
      await expectCleanAudit(market.engine)
    },
    fresh,
    payFor,
    /** Buys units of goods, without waiting for anything but the payment. */
    async buy(
      wanted: readonly (readonly [Goods, number])[],
      total: number,
      more: object = {},
    ): Promise<Bought> {
      const buyer = await market.house.customer('김민지')
      for (const [one, quantity] of wanted) await done(shop.put(buyer, one, quantity))
      const { id } = await done(shop.order(buyer, total, more))
      return payFor(buyer, id)
    },
    desk: (query = '') => done(seller()<DeskOrders>('GET', at(`/orders${query}`))),
    own: ({ buyer, orderId }: Bought) => done(buyer<Own>('GET', `/v1/market-orders/${orderId}`)),
    ...{ pack, ship },
    /** Packs all of an order, ships it and says that it has arrived. */
    async send({ orderId }: Pick<Bought, 'orderId'>): Promise<string> {
      const [packed] = (await pack([{ orderId }])).data
      const parcelId = packed?.parcel?.parcelId ?? ''
      await ship([{ parcelId, carrier: 'kr.epost', trackingNumber: '1234567890123' }])
      await done(seller()('POST', at(`/parcels/${parcelId}/delivery`)))
      return parcelId
    },
    ask: ({ buyer, orderId }: Bought, body: object) =>
      buyer<Quote>('POST', `/v1/market-orders/${orderId}/return-quote`, body),
    request: ({ buyer, orderId }: Bought, body: object) =>
      buyer<Own>('POST', `/v1/market-orders/${orderId}/returns`, { detail: '', ...body }),
    handle: (returnId: string, step: string, body?: object) =>
      seller()<ShopReturn>(
        'POST',
        at(`/returns/${returnId}/${step}`),
        body ?? (step === 'approval' ? { way: 'collect', feeHow: '상품과 함께 동봉' } : undefined),
      ),
    mailsOf: async (orderId: string) => {
      const rows = await market.engine.database.rows<{ kind: string }>(sql`
        select kind from shop_mails where order_id = ${orderId} order by id
      `)
      return rows.map(({ kind }) => kind)
    },
  }
}
