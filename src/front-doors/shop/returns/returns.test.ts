import { expect, test } from 'vitest'
import { tick } from '../../../../test/paying.ts'
import { giveBackIn } from '../../../payments/give-back.ts'
import { sendRefunds } from '../../../payments/refund-owed.ts'
import { readNow } from '../../../postgres/now.ts'
import { sql } from '../../../postgres/sql.ts'
import { done, type Goods, typeOf } from '../checkout/market.fixture.ts'
import { writeOrderMail } from '../parcels/mails/write.ts'
import type { Bought } from '../parcels/sent.fixture.ts'
import { fault, mind, openReturns } from './returned.fixture.ts'

const shop = openReturns()
const {
  market,
  at,
  goods,
  seller,
  buy,
  own,
  pack,
  send,
  ship,
  ask,
  request,
  handle,
  fresh,
  left,
  placeOf,
  refunded,
  returned,
  givenOption,
  canceledByStore,
  exchanged,
} = shop

const DAY = 86_400

const cancelUnits = ({ orderId }: Bought, placeId: string, quantity: number) => {
  const path = `/v1/stores/${market.marketId}/bookings/${orderId}/line-cancellations`
  return seller()('POST', path, { reason: '품절', lines: [{ placeId, quantity }] })
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

test('goods on their way are taken back, though nobody marked them as delivered', async () => {
  const mug = await goods({ price: 30_000 })
  const bought = await buy([[mug, 2]], 60_000)
  const [packed] = (await pack([{ orderId: bought.orderId }])).data
  const parcelId = packed?.parcel?.parcelId ?? ''
  const body = { ...mind, lines: [{ placeId: await placeOf(bought), quantity: 2 }] }
  expect(typeOf(await ask(bought, body))).toBe('return-not-sent')
  await ship([{ parcelId, carrier: 'kr.epost', trackingNumber: '1234567890123' }])
  await returned(bought, body)
  await tick(market.engine)
  expect(await refunded(bought)).toBe(54_000) // less both ways
  expect((await own(bought)).stage).toBe('canceled')
})

test('what is refused, in order: nothing was sent, too many, final, too late', async () => {
  const mug = await goods({ price: 60_000 })
  const bought = await buy([[mug, 1]], 60_000)
  const placeId = await placeOf(bought)
  const lines = [{ placeId, quantity: 1 }]
  expect(typeOf(await ask(bought, { ...mind, lines }))).toBe('return-not-sent')
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
  expect(await work()).toMatchObject({ returnsCollected: 1, refundsDue: 0 })
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
  expect(await mailOf(bought, 'return-approved')).toContain(`보낼 곳: ${address}`)
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
