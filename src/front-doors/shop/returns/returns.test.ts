import { beforeEach, expect, test } from 'vitest'
import { ledgerOf, tick } from '../../../../test/paying.ts'
import { giveBackIn } from '../../../payments/give-back.ts'
import { sendRefunds } from '../../../payments/refund-owed.ts'
import { readNow } from '../../../postgres/now.ts'
import { sql } from '../../../postgres/sql.ts'
import { done, type Goods, typeOf } from '../checkout/market.fixture.ts'
import { writeOrderMail } from '../parcels/mails/write.ts'
import { type Bought, openSent } from '../parcels/sent.fixture.ts'
import { dropUnsent } from './exchange.ts'

const shop = openSent()
const { market, at, goods, seller, buy, own, send, ask, request, handle, fresh, left } = shop

const DAY = 86_400
const placeOf = async (bought: Bought, at = 0) => (await own(bought)).lines[at]?.placeId ?? ''
/** Free from 50,000, else 3,000. */
const terms = { kind: 'free-from', fee: 3_000, freeFrom: 50_000, areas: [] }
beforeEach(() => done(seller()('PUT', at('/delivery-terms'), terms)))
const refunded = async (bought: Bought) => {
  const ledger = await ledgerOf(market.engine, { order: await fresh(bought.orderId) })
  return ledger.payments.reduce((sum, { refunded }) => sum + refunded, 0)
}
const mind = { kind: 'return', reason: 'change-of-mind' } as const
const fault = { kind: 'return', reason: 'defective' } as const

async function returned(bought: Bought, body: object, restock = true): Promise<string> {
  const { refund } = await done(ask(bought, body))
  const { returns } = await done(request(bought, { ...body, refund: refund.amount }))
  const returnId = returns.at(-1)?.returnId ?? ''
  await done(handle(returnId, 'approval'))
  await done(handle(returnId, 'collection'))
  await done(handle(returnId, 'completion', { restock }))
  return returnId
}

test('one of two is returned: the fee for the way back is kept, the rest comes back', async () => {
  const mug = await goods({ price: 30_000, stocked: 10 })
  const bought = await buy([[mug, 2]], 60_000)
  await send(bought)
  const lines = [{ placeId: await placeOf(bought), quantity: 1 }]
  // Delivery was free from 50,000: one mug is less.
  const quote = await done(ask(bought, { ...mind, lines }))
  expect(quote).toMatchObject({
    ...{ goods: { amount: 30_000 }, returnFee: { amount: 3_000 }, firstLeg: { amount: 3_000 } },
    ...{ refund: { amount: 24_000 }, paidBy: 'buyer' },
  })
  expect(typeOf(await request(bought, { ...mind, lines, refund: 30_000 }))).toBe(
    'return-quote-changed',
  )
  const asked = await done(request(bought, { ...mind, lines, refund: 24_000 }))
  const [{ returnId = '', state } = {}] = asked.returns
  expect(state).toBe('requested')
  expect(await left(mug)).toBe(8)
  expect(typeOf(await handle(returnId, 'completion', { restock: true }))).toBe('return-state-unfit')
  await done(handle(returnId, 'approval'))
  const { refundDueAt } = await done(handle(returnId, 'collection'))
  expect(refundDueAt).not.toBeNull()
  expect(await done(handle(returnId, 'completion', { restock: true }))).toMatchObject({
    state: 'done',
  })
  await tick(market.engine)
  expect(await refunded(bought)).toBe(24_000)
  expect(await left(mug)).toBe(9)
  expect(await own(bought)).toMatchObject({
    stage: 'delivered',
    lines: [{ here: 1 }],
    returns: [{ state: 'done', quote: { refund: { amount: 24_000 } } }],
  })
  expect(await shop.mailsOf(bought.orderId)).toEqual([
    ...['shipped', 'delivered', 'return-requested', 'return-approved', 'return-collected'],
    'return-done',
  ])
  // The second one pays its own way back, but not the way there again.
  const second = await done(ask(bought, { ...mind, lines }))
  expect(second).toMatchObject({ firstLeg: { amount: 0 }, refund: { amount: 27_000 } })
  await returned(bought, { ...mind, lines }, false)
  await tick(market.engine)
  expect(await refunded(bought)).toBe(51_000)
  expect(await left(mug)).toBe(9)
  expect((await fresh(bought.orderId)).status).toBe('canceled')
})

test('an order of which all came back is told as returned, and one that the seller cancels as canceled', async () => {
  const mug = await goods({ price: 30_000 })
  const [back, gone] = [await buy([[mug, 1]], 33_000), await buy([[mug, 1]], 33_000)]
  await send(back)
  await returned(back, { ...mind, lines: [{ placeId: await placeOf(back), quantity: 1 }] })
  await canceledByStore(gone)
  const told = async ({ buyer, orderId }: Bought) =>
    done(buyer<{ cancellation: object }>('GET', `/v1/bookings/${orderId}`))
  expect(await told(back)).toMatchObject({
    status: 'canceled',
    cancellation: { by: 'store', isReturn: true },
  })
  expect(await own(back)).toMatchObject({ stage: 'canceled', returns: [{ state: 'done' }] })
  expect(await told(gone)).toMatchObject({
    status: 'canceled',
    cancellation: { by: 'store', isReturn: false },
  })
})

test('a place that is named twice in a return is its units together', async () => {
  const mug = await goods({ price: 30_000 })
  const bought = await buy([[mug, 2]], 60_000)
  await send(bought)
  const unit = { placeId: await placeOf(bought), quantity: 1 }
  expect(typeOf(await ask(bought, { ...fault, lines: [unit, unit, unit] }))).toBe(
    'too-many-returned',
  )
  const body = { ...fault, lines: [unit, unit] }
  expect(await done(ask(bought, body))).toMatchObject({ refund: { amount: 60_000 } })
  expect(await done(request(bought, { ...body, refund: 60_000 }))).toMatchObject({
    returns: [{ lines: [{ quantity: 2 }] }],
  })
})

test('a fault of all brings the delivery back, too', async () => {
  const mug = await goods({ price: 10_000 })
  const bought = await buy([[mug, 2]], 23_000)
  await send(bought)
  const placeId = await placeOf(bought)
  await returned(bought, { ...fault, lines: [{ placeId, quantity: 1 }] })
  await tick(market.engine)
  expect(await refunded(bought)).toBe(10_000)
  await returned(bought, { ...fault, lines: [{ placeId, quantity: 1 }] })
  await tick(market.engine)
  expect(await refunded(bought)).toBe(23_000)
})

test('what is refused, in order: nothing has come, too many, final, too late', async () => {
  const mug = await goods({ price: 60_000 })
  const bought = await buy([[mug, 1]], 60_000)
  const placeId = await placeOf(bought)
  const lines = [{ placeId, quantity: 1 }]
  expect(typeOf(await ask(bought, { ...mind, lines }))).toBe('return-not-delivered')
  await send(bought)
  expect(typeOf(await ask(bought, { ...mind, lines: [{ placeId, quantity: 2 }] }))).toBe(
    'too-many-returned',
  )
  await market.engine.database.run(sql`
    update products set returnable = false, why_final = '주문 제작' where id = ${mug.productId}
  `)
  expect(typeOf(await ask(bought, { ...mind, lines }))).toBe('not-returnable')
  expect((await ask(bought, { ...fault, lines })).status).toBe(200)
  await market.engine.database.run(sql`
    update products set returnable = true where id = ${mug.productId}
  `)
  await market.engine.advance(8 * DAY)
  expect(typeOf(await ask(bought, { ...mind, lines }))).toBe('return-too-late')
  expect((await ask(bought, { ...fault, lines })).status).toBe(200)
  await market.engine.advance(95 * DAY)
  expect(typeOf(await ask(bought, { ...fault, lines }))).toBe('return-too-late')
})

test('a unit comes back once, however many ask at once; what is withdrawn may be asked again', async () => {
  const mug = await goods({ price: 30_000 })
  const bought = await buy([[mug, 2]], 60_000)
  await send(bought)
  const lines = [{ placeId: await placeOf(bought), quantity: 2 }]
  const body = { ...fault, lines, refund: 60_000 }
  const all = await Promise.all([1, 2, 3].map(() => request(bought, body)))
  expect(all.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  const [{ returnId = '' } = {}] = (await own(bought)).returns
  await done(
    bought.buyer('POST', `/v1/market-orders/${bought.orderId}/returns/${returnId}/withdrawal`),
  )
  await done(request(bought, body))
  const [, { returnId: second = '' } = {}] = (await own(bought)).returns
  expect(
    await done(handle(second, 'refusal', { reason: '사용한 흔적이 있습니다.' })),
  ).toMatchObject({
    ...{ state: 'refused', refusal: '사용한 흔적이 있습니다.' },
  })
  expect(typeOf(await handle(second, 'approval'))).toBe('return-state-unfit')
  await expect(
    market.engine.database.run(sql`update returns set state = 'done' where id = ${second}`),
  ).rejects.toThrow('cannot go from refused to done')
})

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

test('an exchange takes the other option at once, is packed once the goods are back, and may come back itself', async () => {
  const red = await goods({ title: '머그컵', price: 60_000, stocked: 5 })
  const blue = await givenOption(red, 60_000, 1)
  const dear = await givenOption(red, 70_000, 1, '금색')
  const bought = await buy([[red, 1]], 60_000)
  await send(bought)
  const lines = [{ placeId: await placeOf(bought), quantity: 1 }]
  const swap = { kind: 'exchange', reason: 'wrong-choice', lines }
  expect(typeOf(await ask(bought, swap))).toBe('exchange-unfit')
  expect(typeOf(await ask(bought, { ...swap, exchangeVariantId: dear.variantId }))).toBe(
    'exchange-unfit',
  )
  const asked = { ...swap, exchangeVariantId: blue.variantId }
  expect(await done(ask(bought, asked))).toMatchObject({
    ...{ refund: { amount: 0 }, returnFee: { amount: 6_000 } },
  })
  await done(request(bought, { ...asked, refund: 0 }))
  const [{ returnId = '' } = {}] = (await own(bought)).returns
  expect(await left(blue)).toBe(1)
  const { exchangeOrderId } = await done(handle(returnId, 'approval'))
  expect(await left(blue)).toBe(0)
  const exchange: Bought = { ...bought, orderId: exchangeOrderId ?? '' }
  expect((await shop.pack([{ orderId: exchange.orderId }])).data).toMatchObject([
    { refused: { type: 'exchange-waits' } },
  ])
  expect(
    typeOf(await bought.buyer('POST', `/v1/orders/${exchange.orderId}/cancellation`, {})),
  ).toBe('order-is-exchange')
  await done(handle(returnId, 'collection'))
  await done(handle(returnId, 'completion', { restock: true }))
  expect(await left(red)).toBe(5)
  expect(await refunded(bought)).toBe(0)
  await send(exchange)
  expect(await own(exchange)).toMatchObject({ isExchange: true, lines: [{ here: 1 }] })
  // It stands for what was paid: its return pays that back.
  const back = [{ placeId: await placeOf(exchange), quantity: 1 }]
  expect(await done(ask(exchange, { ...fault, lines: back }))).toMatchObject({
    refund: { amount: 60_000 },
  })
  await returned(exchange, { ...fault, lines: back })
  await tick(market.engine)
  expect(await refunded(bought)).toBe(60_000)
  expect([await left(red), await left(blue)]).toEqual([5, 1])
})

test('an exchange that is refused or sold out takes nothing', async () => {
  const red = await goods({ title: '머그컵', price: 60_000, stocked: 5 })
  const blue = await givenOption(red, 60_000, 1)
  const bought = await buy([[red, 2]], 120_000)
  await send(bought)
  const placeId = await placeOf(bought)
  const swap = { kind: 'exchange', reason: 'defective', exchangeVariantId: blue.variantId }
  const one = { ...swap, lines: [{ placeId, quantity: 1 }], refund: 0 }
  expect(
    typeOf(await ask(bought, { ...one, lines: [{ placeId, quantity: 2 }], refund: undefined })),
  ).toBe('exchange-sold-out')
  await done(request(bought, one))
  await done(request(bought, one))
  const [first, second] = (await own(bought)).returns
  await done(handle(first?.returnId ?? '', 'approval'))
  expect(typeOf(await handle(second?.returnId ?? '', 'approval'))).toBe('exchange-sold-out')
  await done(handle(first?.returnId ?? '', 'refusal', { reason: '이상이 없습니다.' }))
  expect(await left(blue)).toBe(1)
  await done(handle(second?.returnId ?? '', 'approval'))
  expect(await left(blue)).toBe(0)
})

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

test('what would be sent in exchange is canceled with its order, packed or not', async () => {
  const red = await goods({ title: '머그컵', price: 60_000, stocked: 5 })
  const blue = await givenOption(red, 60_000, 2)
  const bought = await buy([[red, 2]], 120_000)
  await send(bought)
  const [first, second] = [await exchanged(bought, blue), await exchanged(bought, blue)]
  await done(handle(first.returnId, 'completion', { restock: false }))
  await shop.pack([{ orderId: first.orderId }])
  expect(await left(blue)).toBe(0)
  await canceledByStore(bought)
  expect(await refunded(bought)).toBe(120_000)
  expect([(await fresh(first.orderId)).status, (await fresh(second.orderId)).status]).toEqual([
    ...['canceled', 'canceled'],
  ])
  // The one that came back broken is not in stock.
  expect([await left(red), await left(blue)]).toEqual([4, 2])
  expect((await own(first)).parcels).toEqual([])
  // One whose goods are here is ended by hand, and puts nothing in stock again.
  await done(handle(second.returnId, 'completion', { restock: true }))
  expect([await left(red), await left(blue)]).toEqual([4, 2])
})

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

test.each(['first', 'last'])(
  'what was exchanged comes back beside what was not, the one that was not %s',
  async (when) => {
    const red = await goods({ title: '머그컵', price: 60_000, stocked: 5 })
    const blue = await givenOption(red, 60_000, 2)
    const bought = await buy([[red, 3]], 180_000)
    await send(bought)
    const exchanges = [await exchanged(bought, blue), await exchanged(bought, blue)]
    for (const { returnId } of exchanges)
      await done(handle(returnId, 'completion', { restock: true }))
    for (const exchange of exchanges) await send(exchange)
    const asked = when === 'first' ? [bought, ...exchanges] : [...exchanges, bought]
    const returnIds: string[] = []
    for (const of of asked) returnIds.push(await collected(of))
    for (const returnId of returnIds)
      expect(await done(handle(returnId, 'completion', { restock: true }))).toMatchObject({
        ...{ state: 'done', quote: { refund: { amount: 60_000 } } },
      })
    await tick(market.engine)
    expect(await refunded(bought)).toBe(180_000)
    expect([await left(red), await left(blue)]).toEqual([5, 2])
    await shop.expectClean()
  },
)

test('a return whose order was canceled meanwhile is completed with nothing', async () => {
  const red = await goods({ title: '머그컵', price: 60_000, stocked: 5 })
  const blue = await givenOption(red, 60_000, 1)
  const bought = await buy([[red, 2]], 120_000)
  await send(bought)
  const exchange = await exchanged(bought, blue)
  await done(handle(exchange.returnId, 'completion', { restock: false }))
  await send(exchange)
  const both = [await collected(bought), await collected(exchange)]
  await canceledByStore(bought)
  expect((await fresh(exchange.orderId)).status).toBe('paid')
  expect((await own(bought)).lines).toMatchObject([{ here: 0 }])
  for (const returnId of both)
    expect(await done(handle(returnId, 'completion', { restock: true }))).toMatchObject({
      ...{ state: 'done', quote: { refund: { amount: 0 } } },
    })
  await tick(market.engine)
  expect(await refunded(bought)).toBe(120_000)
  expect([await left(red), await left(blue)]).toEqual([4, 1])
})

test('goods that were exchanged and put in stock are not put there again with their order', async () => {
  const red = await goods({ title: '머그컵', price: 60_000, stocked: 5 })
  const blue = await givenOption(red, 60_000, 2)
  const bought = await buy([[red, 2]], 120_000)
  await send(bought)
  const exchange = await exchanged(bought, blue)
  await done(handle(exchange.returnId, 'completion', { restock: true }))
  expect([await left(red), await left(blue)]).toEqual([4, 1])
  await send(exchange)
  await canceledByStore(bought)
  expect([await left(red), await left(blue)]).toEqual([5, 1])
  const lines = [{ placeId: await placeOf(exchange), quantity: 1 }]
  expect(typeOf(await ask(exchange, { ...fault, lines }))).toBe('return-order-refunded')
  await shop.expectClean()
})

test('with its order, a return ends whose goods have not come back; none can be asked for then', async () => {
  const mug = await goods({ price: 60_000, stocked: 5 })
  const bought = await buy([[mug, 3]], 180_000)
  await send(bought)
  const body = { ...fault, lines: [{ placeId: await placeOf(bought), quantity: 1 }] }
  for (let at = 0; at < 3; at += 1) await done(request(bought, { ...body, refund: 60_000 }))
  const [, second, third] = (await own(bought)).returns.map(({ returnId }) => returnId)
  for (const one of [second, third]) await done(handle(one ?? '', 'approval'))
  await done(handle(third ?? '', 'collection'))
  await canceledByStore(bought)
  expect((await own(bought)).returns.map(({ state }) => state)).toEqual([
    ...['canceled', 'canceled', 'collected'],
  ])
  expect(typeOf(await ask(bought, body))).toBe('return-order-refunded')
  expect(typeOf(await handle(second ?? '', 'collection'))).toBe('return-state-unfit')
  expect(await done(handle(third ?? '', 'completion', { restock: true }))).toMatchObject({
    ...{ state: 'done', quote: { refund: { amount: 0 } } },
  })
  expect(await left(mug)).toBe(5)
  await shop.expectClean()
})

const cancelUnits = ({ orderId }: Bought, placeId: string, quantity: number) => {
  const path = `/v1/stores/${market.marketId}/bookings/${orderId}/line-cancellations`
  return seller()('POST', path, { reason: '품절', lines: [{ placeId, quantity }] })
}

test('units in a return are not canceled beside it; the whole order is', async () => {
  const red = await goods({ title: '머그컵', price: 60_000, stocked: 9 })
  const blue = await givenOption(red, 60_000, 2)
  const bought = await buy([[red, 3]], 180_000)
  await send(bought)
  const placeId = await placeOf(bought)
  const exchange = await exchanged(bought, blue)
  await done(handle(exchange.returnId, 'completion', { restock: true }))
  await done(request(bought, { ...fault, lines: [{ placeId, quantity: 1 }], refund: 60_000 }))
  expect(typeOf(await cancelUnits(bought, placeId, 2))).toBe('goods-in-return')
  await done(cancelUnits(bought, placeId, 1))
  // Nothing is left of what was paid but what is exchanged and what is in a return.
  expect(await own(bought)).toMatchObject({ lines: [{ here: 0 }] })
  expect(typeOf(await cancelUnits(bought, placeId, 1))).toBe('goods-in-return')
  await send(exchange)
  expect(await own(exchange)).toMatchObject({ lines: [{ here: 1 }] })
  await canceledByStore(bought)
  await tick(market.engine)
  expect(await refunded(bought)).toBe(180_000)
  await shop.expectClean()
})

test('an exchange that stands is not canceled by the store', async () => {
  const red = await goods({ title: '머그컵', price: 60_000, stocked: 5 })
  const blue = await givenOption(red, 60_000, 2)
  const bought = await buy([[red, 1]], 60_000)
  await send(bought)
  const exchange = await exchanged(bought, blue)
  const path = `/v1/stores/${market.marketId}/orders/${exchange.orderId}/cancellation`
  expect(typeOf(await seller()('POST', path, { reason: '품절' }))).toBe('exchange-stands')
  await done(handle(exchange.returnId, 'refusal', { reason: '사용한 흔적이 있습니다.' }))
  expect((await fresh(exchange.orderId)).status).toBe('canceled')
})

test('a refund that is due soon is an alarm', async () => {
  const mug = await goods({ price: 60_000 })
  const bought = await buy([[mug, 1]], 60_000)
  await send(bought)
  const lines = [{ placeId: await placeOf(bought), quantity: 1 }]
  await done(request(bought, { ...fault, lines, refund: 60_000 }))
  const [{ returnId = '' } = {}] = (await own(bought)).returns
  await done(handle(returnId, 'approval'))
  const { refundDueAt } = await done(handle(returnId, 'collection'))
  const work = () => done(seller()<Record<string, number>>('GET', at('/work')))
  const { now } = await readNow(market.engine.database)
  const seconds = (Date.parse(refundDueAt ?? '') - now.getTime()) / 1000
  await market.engine.advance(Math.floor(seconds - DAY - 60))
  expect(await work()).toMatchObject({ returnsOpen: 1, refundsDue: 0 })
  await market.engine.advance(120)
  expect(await work()).toMatchObject({ refundsDue: 1 })
  const { data } = await done(
    seller()<{ data: { isDue: boolean }[] }>('GET', at('/returns?state=collected')),
  )
  expect(data).toMatchObject([{ isDue: true, recipient: { name: '김민지' } }])
})

test('each step of a return is mailed in words', async () => {
  const mug = await goods({ title: '머그컵', price: 60_000 })
  const bought = await buy([[mug, 1]], 60_000)
  await send(bought)
  const lines = [{ placeId: await placeOf(bought), quantity: 1 }]
  await done(request(bought, { ...mind, lines, refund: 54_000 }))
  const { id } = await market.engine.database.one<{ id: string }>(sql`
    select id from shop_mails where order_id = ${bought.orderId} and kind = 'return-requested'
  `)
  const mailAsk = { storeId: market.marketId, mailId: id, kind: 'door' }
  const mail = await writeOrderMail(market.engine, mailAsk as Parameters<typeof writeOrderMail>[1])
  expect(mail?.subject).toBe('반품 신청이 들어왔습니다: 머그컵 1개 (New return)')
  expect(mail?.text).toContain('54,000원')
  const notices = `/v1/stores/${market.marketId}/notice-settings`
  await done(seller()('PUT', notices, { topics: ['bookings', 'stock'], addresses: [] }))
  expect(
    await writeOrderMail(market.engine, mailAsk as Parameters<typeof writeOrderMail>[1]),
  ).toBeUndefined()
  expect(mail?.text).toContain('6,000원을 뺀 금액')
})

test('cancels and returns of units in any order pay back what was paid, less what was kept', async () => {
  const [mug, cup] = [await goods({ price: 9_999, taxFree: true }), await goods({ price: 3_333 })]
  const code = await shop.coupon({ value: 1_000, code: 'THANKYOU' })
  expect(code.code).toBe('THANKYOU')
  const total = 3 * 9_999 + 3 * 3_333 - 1_000 + 3_000
  const bought = await buy(
    [
      [mug, 3],
      [cup, 3],
    ],
    total,
    { coupon: 'THANKYOU' },
  )
  const of = async (key: Goods) => {
    const { lines } = await own(bought)
    return lines.find(({ variantId }) => variantId === key.variantId)?.placeId ?? ''
  }
  const [mugs, cups] = [await of(mug), await of(cup)]
  const cancel = async (placeId: string) => {
    const ref = { storeId: market.marketId, id: bought.orderId }
    const lines = [{ placeId, quantity: 1 }]
    const ask = { lines, by: 'buyer', reason: null, restock: true } as const
    const { refunding } = await market.engine.database.transaction((tx) =>
      giveBackIn(market.engine, tx, ref, ask),
    )
    await sendRefunds(market.engine, { refunding, isOwned: true })
  }
  await cancel(mugs)
  await tick(market.engine)
  await cancel(cups)
  await tick(market.engine)
  await send(bought)
  let kept = 0
  for (const [placeId, body] of [
    [cups, mind],
    [mugs, fault],
    [mugs, mind],
    [cups, fault],
  ] as const) {
    const { returnFee, firstLeg } = await done(
      ask(bought, { ...body, lines: [{ placeId, quantity: 1 }] }),
    )
    kept += returnFee.amount + firstLeg.amount
    await returned(bought, { ...body, lines: [{ placeId, quantity: 1 }] })
    await tick(market.engine)
  }
  expect(kept).toBe(6_000)
  // The delivery stays paid: not all that went out came back for a fault.
  expect(await refunded(bought)).toBe(total - kept - 3_000)
  expect((await fresh(bought.orderId)).status).toBe('canceled')
})

test('an approval says how the goods come back, and how the delivery of an exchange is paid', async () => {
  const red = await goods({ title: '머그컵', price: 60_000, stocked: 5 })
  const blue = await givenOption(red, 60_000, 2)
  const bought = await buy([[red, 2]], 120_000)
  await send(bought)
  const lines = [{ placeId: await placeOf(bought), quantity: 1 }]
  const { returns } = await done(request(bought, { ...fault, lines, refund: 60_000 }))
  const first = returns[0]?.returnId ?? ''
  expect(typeOf(await handle(first, 'approval', { way: 'send' }))).toBe('return-address-missing')
  const address = '서울특별시 강남구 테헤란로 1'
  const draft = {
    ...{ company: '', representative: '', businessNumber: '', mailOrderNumber: '', phone: '' },
    ...{ address, email: null, returnFee: 3_000 },
  }
  await done(seller()('PUT', at('/business'), draft))
  expect(await done(handle(first, 'approval', { way: 'send' }))).toMatchObject({ sendTo: address })
  expect((await own(bought)).returns[0]).toMatchObject({ way: 'send', sendTo: address })
  expect(await mailOf(bought, 'return-approved')).toContain(`보내실 곳: ${address}`)
  const swap = { kind: 'exchange', reason: 'wrong-choice', lines, refund: 0 }
  const same = { ...swap, exchangeVariantId: red.variantId }
  expect(typeOf(await request(bought, same))).toBe('exchange-same-option')
  const asked = await done(request(bought, { ...swap, exchangeVariantId: blue.variantId }))
  const second = asked.returns.at(-1)?.returnId ?? ''
  expect(typeOf(await handle(second, 'approval', { way: 'collect' }))).toBe(
    'exchange-fee-how-missing',
  )
  const feeHow = '국민은행 123-456, 달빛상점'
  await done(handle(second, 'approval', { way: 'collect', feeHow }))
  await done(handle(second, 'collection'))
  expect(
    await done(handle(second, 'completion', { restock: true, feeReceived: true })),
  ).toMatchObject({ way: 'collect', sendTo: null, feeHow, feeReceived: true })
})

async function mailOf({ orderId }: Bought, kind: string): Promise<string> {
  const { id: mailId } = await market.engine.database.one<{ id: string }>(sql`
    select id from shop_mails where order_id = ${orderId} and kind = ${kind} limit 1
  `)
  const mailAsk = { storeId: market.marketId, mailId, kind: 'door' }
  const mail = await writeOrderMail(market.engine, mailAsk as Parameters<typeof writeOrderMail>[1])
  return mail?.text ?? ''
}
