import { expect, test } from 'vitest'
import { expireOrders } from '../../../orders/expire.ts'
import { sql } from '../../../postgres/sql.ts'
import { done, itemsOf, openMarket, typeOf } from '../checkout/market.fixture.ts'

const { market, at, goods, order, coupon, draft, givenCart, confirm } = openMarket()

test('a coupon is used so often in all, and so often by one person; an order that dies gives it back', async () => {
  const mug = await goods()
  await coupon({ usesMost: 2 })
  const people = await Promise.all([1, 2, 3].map(() => market.house.customer()))
  const [ann, bob, eve] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]]
  const once = itemsOf([mug, 1])
  const twice = itemsOf([mug, 2])
  const { id } = await done(order(ann, 8_900, { ...once, coupon: 'WELCOME' }))
  const stranger = await goods()
  expect(typeOf(await order(ann, 8_900, { ...itemsOf([stranger, 1]), coupon: 'WELCOME' }))).toBe(
    undefined,
  )
  expect(await done(ann('GET', `/v1/bookings/${id}`))).toMatchObject({ status: 'canceled' })
  await done(order(bob, 18_800, { ...twice, coupon: 'WELCOME' }))
  expect(typeOf(await order(eve, 8_900, { ...once, coupon: 'WELCOME' }))).toBe('coupon-used-up')
  const { data } = await done(market.owner<{ data: { used: number }[] }>('GET', at('/coupons')))
  expect(data).toMatchObject([{ used: 2, state: 'running' }])
  await market.engine.advance(1_801)
  await expireOrders(market.engine)
  await done(order(eve, 8_900, { ...once, coupon: 'WELCOME' }))
})

test('a coupon that one person has paid with is used by them', async () => {
  const { engine } = market
  const ann = await market.house.customer()
  await coupon({ kind: 'percent', value: 100, usesMost: 9 })
  const mug = await goods()
  const { id } = await done(order(ann, 0, { ...itemsOf([mug, 1]), coupon: 'WELCOME' }))
  await done(confirm(ann, id))
  expect(typeOf(await order(ann, 0, { ...itemsOf([mug, 1]), coupon: 'WELCOME' }))).toBe(
    'coupon-used-by-you',
  )
  await done(ann('POST', `/v1/orders/${id}/cancellation`, {}))
  const again = await done(order(ann, 0, { ...itemsOf([mug, 1]), coupon: 'WELCOME' }))
  await engine.database.run(
    sql`update coupons set paused = true where store_id = ${market.marketId}`,
  )
  await done(confirm(ann, again.id))
  expect(typeOf(await order(ann, 0, { ...itemsOf([mug, 1]), coupon: 'WELCOME' }))).toBe(
    'coupon-paused',
  )
})

test('wrong codes: ten an hour of one account, however many at once', async () => {
  const { ann } = await givenCart()
  await coupon()
  const answers = await Promise.all(
    Array.from({ length: 25 }, (_, tries) => order(ann, 25_300, { coupon: `WRONG-${tries}` })),
  )
  const types = Map.groupBy(answers.map(typeOf), (type) => type)
  expect(types.get('coupon-wrong')).toHaveLength(10)
  expect(types.get('too-many-coupon-codes')).toHaveLength(15)
  expect(typeOf(await order(ann, 24_300, { coupon: 'WELCOME' }))).toBe('too-many-coupon-codes')
  await market.engine.advance(3_601)
  await done(order(ann, 24_300, { coupon: 'WELCOME' }))
})

test('wrong codes: sixty an hour from one address, with an account for each', async () => {
  await coupon()
  const people = await Promise.all(Array.from({ length: 7 }, () => market.house.customer()))
  const tried = async (by: (typeof people)[number], code: string) =>
    typeOf(await by('POST', at('/order-quotes'), { coupon: code }))
  const types: (string | undefined)[] = []
  for (const by of people)
    for (let tries = 0; tries < 10; tries += 1) types.push(await tried(by, `NO-${tries}`))
  expect(types.filter((type) => type === 'coupon-wrong')).toHaveLength(60)
  expect(types.slice(60).every((type) => type === 'too-many-coupon-codes')).toBe(true)
  await market.engine.advance(3_601)
})

test('wrong codes: sixty an hour from one address, however many at once; a right one is no attempt', async () => {
  await coupon()
  const mug = await goods()
  const people = await Promise.all(Array.from({ length: 14 }, () => market.house.customer()))
  const quote = (by: (typeof people)[number], code: string) =>
    by('POST', at('/order-quotes'), { coupon: code, ...itemsOf([mug, 1]) })
  const ann = await market.house.customer()
  for (let tries = 0; tries < 12; tries += 1) await done(quote(ann, 'WELCOME'))
  const answers = await Promise.all(
    people.flatMap((by) => Array.from({ length: 9 }, (_, tries) => quote(by, `NO-${tries}`))),
  )
  const types = Map.groupBy(answers.map(typeOf), (type) => type)
  expect(types.get('coupon-wrong')).toHaveLength(60)
  expect(types.get('too-many-coupon-codes')).toHaveLength(66)
  await market.engine.advance(3_601)
})

test('the owner makes, pauses and ends coupons; nobody else does', async () => {
  const [other, ann] = [await market.house.owner(), await market.house.customer()]
  const made = await coupon({
    code: 'ab-가나',
    perPerson: null,
    productIds: [(await goods()).productId],
  })
  expect(made).toMatchObject({ code: 'AB-가나', perPerson: null, state: 'running', used: 0 })
  expect(typeOf(await market.owner('POST', at('/coupons'), draft({ code: 'AB-가나' })))).toBe(
    'coupon-code-taken',
  )
  expect(
    typeOf(await market.owner('POST', at('/coupons'), draft({ kind: 'percent', value: 101 }))),
  ).toBe('coupon-value-wrong')
  expect(
    typeOf(await market.owner('POST', at('/coupons'), draft({ validUntil: draft().validFrom }))),
  ).toBe('coupon-dates-wrong')
  expect(typeOf(await market.owner('POST', at('/coupons'), draft({ productIds: [made.id] })))).toBe(
    'product-missing',
  )
  const of = at(`/coupons/${made.id}`)
  expect(await done(market.owner('PATCH', of, { isPaused: true }))).toMatchObject({
    state: 'paused',
  })
  expect(await done(market.owner('PATCH', of, { isPaused: false }))).toMatchObject({
    state: 'running',
  })
  expect(await done(market.owner('POST', `${of}/end`))).toMatchObject({ state: 'ended' })
  expect(typeOf(await market.owner('PATCH', of, { isPaused: false }))).toBe('coupon-ended')
  expect(typeOf(await other('PATCH', of, { isPaused: true }))).toBe('market-missing')
  expect((await ann('GET', at('/coupons'))).status).toBe(403)
})

test('coupons are shown to everybody only where their owner says so, and while they can be used', async () => {
  await coupon({ code: 'HIDDEN' })
  const shown = await coupon({ code: 'SHOWN', isShown: true, usesMost: 1, least: 5_000 })
  await coupon({
    code: 'LATER',
    isShown: true,
    validFrom: draft().validUntil,
    validUntil: { date: '2999-01-01', time: '00:00' },
  })
  const list = async () =>
    (
      await done(
        market.house.anyone<{ data: { code: string; needsAccount: boolean }[] }>(
          ...(['GET', at('/shown-coupons')] as const),
        ),
      )
    ).data
  expect(await list()).toMatchObject([
    { code: 'SHOWN', needsAccount: true, least: { amount: 5_000 } },
  ])
  const mug = await goods()
  await done(order(await market.house.customer(), 8_900, { ...itemsOf([mug, 1]), coupon: 'SHOWN' }))
  expect(await list()).toEqual([])
  expect(shown.id).toBeTruthy()
})
