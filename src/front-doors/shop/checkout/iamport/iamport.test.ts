import { afterEach, describe, expect, test, vi } from 'vitest'
import { expectSound, pass, tick } from '../../../../../test/paying.ts'
import { done, typeOf } from '../market.fixture.ts'
import { AMOUNT, openIamport, sixFields } from './iamport.fixture.ts'

// The three calls of a shop whose own pages open iamport's window, word for word. Nothing that the browser
// says ever makes an order paid.

const {
  shop,
  open,
  fill,
  keyless,
  create,
  checkout,
  validate,
  windowAt,
  givenPaid,
  givenUntold,
  statusOf,
} = openIamport()
afterEach(() => expectSound(shop.engine))

test('order, prepare, pay, verify: the order is paid, and the page of it is led to', async () => {
  const paid = await givenPaid()
  expect(await done(validate(paid))).toEqual({ works: true })
  expect(await done(validate(paid))).toEqual({ works: true })
  expect(await statusOf(paid.order_id)).toBe('paid')
  const page = await shop.house.anyone('GET', `/order/complete/?order_id=${paid.order_id}`)
  expect([page.status, page.headers.location]).toEqual([
    303,
    `/market/complete?order=${paid.order_id}`,
  ])
})

test('the merchant id says nothing of the row, and another attempt has another one', async () => {
  const { order_id } = await create()
  const ids = new Set<string>()
  for (let tries = 0; tries < 3; tries += 1) {
    const { merchant_id, request_pay } = await done(checkout(order_id))
    expect(merchant_id).not.toContain(order_id.slice(0, 8))
    expect(request_pay).toMatchObject({
      merchant_uid: merchant_id,
      amount: AMOUNT,
      pay_method: 'card',
    })
    expect(request_pay).not.toHaveProperty('returnUrls')
    ids.add(merchant_id)
  }
  expect(ids.size).toBe(3)
})

test('who leaves the window, or whose card is refused, tries again under a new id', async () => {
  const { order_id } = await create()
  const first = await done(checkout(order_id))
  await windowAt(first, 'fail')
  const second = await done(checkout(order_id))
  expect(second.merchant_id).not.toBe(first.merchant_id)
  const { imp_uid: imp_id = '' } = await windowAt(second)
  const old = { order_id, merchant_id: first.merchant_id, imp_id, amount: AMOUNT }
  expect((await validate(old)).status).toBe(409)
  expect(await done(validate({ ...old, merchant_id: second.merchant_id }))).toEqual({ works: true })
})

test('nobody gets 403 that says so, whatever is sent, and before it is read', async () => {
  for (const path of ['/order/create_ajax/', '/order/checkout/', '/order/validation/']) {
    for (const body of [{}, sixFields, { order_id: 'x' }]) {
      const answer = await shop.house.anyone<{ authenticated: boolean }>('POST', path, body)
      expect([answer.status, answer.body.authenticated]).toEqual([403, false])
    }
  }
})

test('the three calls read form fields as well, as pages of Django send them', async () => {
  const send = async <Answer>(url: string, fields: Record<string, string>) => {
    const answer = await shop.house.server.inject({
      ...{ method: 'POST', url },
      payload: new URLSearchParams({ csrfmiddlewaretoken: 'x', ...fields }).toString(),
      headers: {
        authorization: shop.ann.authorization,
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      },
    })
    return { status: answer.statusCode, body: answer.json() as Answer & { type?: string } }
  }
  const { order_id } = await done(
    send<{ order_id: string }>('/order/create_ajax/', { ...sixFields, coupon: '' }),
  )
  const amount = `${AMOUNT}`
  const ask = { order_id, amount, pay_method: 'card' }
  expect(typeOf(await send('/order/checkout/', { ...ask, amount: '1' }))).toBe('amount-differs')
  expect(typeOf(await send('/order/checkout/', { ...ask, amount: 'all' }))).toBe('malformed')
  const prepared = await done(
    send<Awaited<ReturnType<typeof checkout>>['body']>('/order/checkout/', ask),
  )
  const { imp_uid: imp_id = '' } = await windowAt(prepared)
  const paid = { order_id, merchant_id: prepared.merchant_id, imp_id, amount }
  expect(await done(send('/order/validation/', paid))).toEqual({ works: true })
  expect(typeOf(await send('/order/create_ajax/', { ...sixFields, city: '\0' }))).toBe('malformed')
})

test.each(['/order/create_ajax/', '/order/checkout/', '/order/validation/'])(
  'GET %s is no page',
  async (path) => {
    const answer = await shop.house.anyone<{ allow: string[] }>('GET', path)
    expect([answer.status, answer.body.allow, answer.headers.allow]).toEqual([
      ...[405, ['POST'], 'POST'],
    ])
  },
)

test('who has carts at two shops says which one; the cart of another is not theirs', async () => {
  await fill(shop.ann, await open('이웃 가게'))
  const unsaid = await keyless(shop.ann, '/order/create_ajax/', sixFields)
  expect(typeOf(unsaid)).toBe('market-unsaid')
  const { order_id: id } = await create(shop.ann, { market_id: shop.marketId })
  expect(await statusOf(id)).toBe('ready')
  const bob = await shop.house.customer()
  expect(typeOf(await keyless(bob, '/order/create_ajax/', sixFields))).toBe('cart-empty')
  expect(typeOf(await checkout(id, {}, bob))).toBe('not-yours')
  const told = { order_id: id, merchant_id: 'x', imp_id: 'x', amount: 1 }
  expect(typeOf(await validate(told, bob))).toBe('not-yours')
})

describe('in the browser’s call', () => {
  test.each([
    ['amount', { amount: AMOUNT - 1 }],
    ['a lower amount', { amount: 100 }],
    ['merchant id', { merchant_id: 'another-1' }],
    ['transaction', { imp_id: 'imp_000000000000' }],
    ['order', { order_id: '019ac5f0-3b7e-7c31-9a64-5f1e2d3c4b5a' }],
  ])('another %s is refused, and pays nothing', async (_, changed) => {
    const paid = await givenUntold()
    const answer = await validate({ ...paid, ...changed })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(await statusOf(paid.order_id)).toBe('ready')
    expect(await done(validate(paid))).toEqual({ works: true })
  })

  test.each([100, 0, AMOUNT + 1])('an amount of %d is not prepared', async (amount) => {
    const { order_id } = await create()
    expect(typeOf(await checkout(order_id, { amount }))).toBe('amount-differs')
    expect(await statusOf(order_id)).toBe('ready')
  })

  test('the amount of the window is not the browser’s to change', async () => {
    const { order_id } = await create()
    const prepared = await done(checkout(order_id))
    const request_pay = { ...prepared.request_pay, amount: 100 }
    const query = await windowAt({ ...prepared, request_pay }).catch(
      () => ({}) as Record<string, string>,
    )
    const imp_id = query.imp_uid ?? 'imp_1'
    const answer = await validate({
      order_id,
      merchant_id: prepared.merchant_id,
      imp_id,
      amount: AMOUNT,
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    await pass(shop.engine, 600)
    expect(await statusOf(order_id)).not.toBe('paid')
  })

  test('the payment of one order does not pay another one', async () => {
    const paid = await givenUntold()
    const bob = await shop.house.customer()
    await fill(bob, shop.marketId)
    const { order_id } = await create(bob)
    const { merchant_id } = await done(checkout(order_id, {}, bob))
    const told = { ...paid, order_id }
    expect(await validate(told, bob)).toMatchObject({
      status: 409,
      body: { differs: ['merchant_id'] },
    })
    expect(await validate({ ...told, merchant_id }, bob)).toMatchObject({ status: 409 })
    expect(await statusOf(order_id)).toBe('ready')
    await done(validate(paid))
  })
})

test('a tab that is closed after paying: the webhook makes the order paid', async () => {
  const { order_id } = await givenPaid()
  await vi.waitFor(
    async () => {
      await tick(shop.engine)
      expect(await statusOf(order_id)).toBe('paid')
    },
    { timeout: 15_000, interval: 50 },
  )
})

test('a tab that is closed, and a webhook that is lost: the reconciler makes it paid', async () => {
  const { order_id } = await givenUntold()
  expect(await statusOf(order_id)).toBe('ready')
  await pass(shop.engine, 120)
  expect(await statusOf(order_id)).toBe('paid')
})
