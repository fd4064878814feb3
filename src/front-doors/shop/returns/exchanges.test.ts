import { expect, test } from 'vitest'
import { tick } from '../../../../test/paying.ts'
import { done, typeOf } from '../checkout/market.fixture.ts'
import type { Bought } from '../parcels/sent.fixture.ts'
import { fault, openReturns } from './returned.fixture.ts'

const shop = openReturns()
const {
  market,
  goods,
  seller,
  buy,
  own,
  send,
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
  collected,
} = shop

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
  const [packed] = (await shop.pack([{ orderId: exchange.orderId }])).data
  const parcelId = packed?.parcel?.parcelId ?? ''
  const file = await seller()<string>('GET', shop.at('/shipments.csv'))
  expect(`${file.body}`).toMatch(/\[교환\] 머그컵|\[Exchange\] 머그컵/)
  await shop.ship([{ parcelId, carrier: 'direct', trackingNumber: null }])
  await done(seller()('POST', shop.at(`/parcels/${parcelId}/delivery`)))
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
