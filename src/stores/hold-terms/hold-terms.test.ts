import { expect, test } from 'vitest'
import { FREE_TERMS } from '../../../test/consents.ts'
import type { Person } from '../../../test/server.ts'
import { codeFor } from '../../accounts/phone/code.fixture.ts'
import { openDining } from '../../front-doors/dining/restaurant.fixture.ts'
import { form } from '../../front-doors/shop/checkout/market.fixture.ts'
import { facts } from '../../front-doors/shop/shop.fixture.ts'
import type { Id } from '../../kernel/id.ts'
import { expireOrders } from '../../orders/expire.ts'
import { readOrders } from '../../orders/queries.ts'
import { setHoldTerms } from './operations.ts'

const opened = openDining()
const { dining, offer, book } = opened

const url = () => `/v1/stores/${dining.restaurantId}/hold-terms`
const ask = (terms: { phone?: boolean; payAtOnce?: boolean }) =>
  dining.owner('PUT', url(), { phone: false, payAtOnce: false, ...terms })
const typeOf = ({ body }: { readonly body: { type?: string } }) => body.type?.split('/').at(-1)
const idOf = async (person: Person) =>
  (await person<{ id: Id<'Account'> }>('GET', '/v1/me')).body.id

let last = 0
async function verify(person: Person): Promise<void> {
  last += 1
  const phone = `010-3000-${`${last}`.padStart(4, '0')}`
  expect((await person('POST', '/v1/me/verified-phone/code', { phone })).status).toBe(200)
  const code = await codeFor(dining.engine, phone)
  expect((await person('POST', '/v1/me/verified-phone', { code })).status).toBe(200)
}

const table = async () => ({ tableTimeId: await offer(), date: dining.tomorrow })
const orderOf = async (orderId: string) => {
  const { engine, restaurantId } = dining
  const [order] = await readOrders(engine.database, restaurantId as Id<'Store'>, [
    orderId as Id<'Order'>,
  ])
  if (!order) throw new Error('no order')
  return order
}
const secondsOf = ({ createdAt, expiresAt }: { createdAt: Date; expiresAt: Date }) =>
  Math.round((expiresAt.getTime() - createdAt.getTime()) / 1000)

test('anyone reads what a store asks; only who manages it sets that', async () => {
  expect((await dining.house.anyone('GET', url())).body).toEqual({ phone: false, payAtOnce: false })
  const other = await dining.house.owner()
  expect(typeOf(await other('PUT', url(), { phone: true, payAtOnce: true }))).toBe('store-missing')
  expect((await ask({ phone: true })).body).toEqual({ phone: true, payAtOnce: false })
  expect((await dining.house.anyone('GET', url())).body).toEqual({ phone: true, payAtOnce: false })
})

test('a store that asks for a phone holds nothing for a buyer without one, and says where to verify', async () => {
  const [before, buyer] = [await dining.house.customer(), await dining.house.customer()]
  const wanted = await table()
  const held = await book(before, wanted)
  expect(held.status).toBe(201)
  await ask({ phone: true })
  const refused = await book(buyer, wanted)
  expect([refused.status, typeOf(refused)]).toEqual([403, 'phone-not-verified'])
  expect(refused.body).toMatchObject({ verifyAt: '/v1/me/verified-phone/code' })
  expect((await book(before, wanted)).body.id).toBe(held.body.id) // held already
  await verify(buyer)
  expect((await book(buyer, wanted)).status).toBe(201)
  await ask({})
  expect((await book(await dining.house.customer(), wanted)).status).toBe(201)
})

test('the same key works once the phone is verified', async () => {
  const buyer = await dining.house.customer()
  const wanted = await table()
  await ask({ phone: true })
  const key = { 'idempotency-key': 'one-intent-of-a-buyer' }
  expect((await book(buyer, wanted, key)).status).toBe(403)
  await verify(buyer)
  const made = await book(buyer, wanted, key)
  expect(made.status).toBe(201)
  expect((await book(buyer, wanted, key)).body.id).toBe(made.body.id)
})

test('orders over several doors and of goods are asked too', async () => {
  const { owner, restaurantId, house } = dining
  const item = await table()
  const doors = await owner('PUT', `/v1/stores/${restaurantId}/doors`, { also: ['shop'] })
  expect(doors.body).toMatchObject({ also: ['shop'] })
  const draft = { title: '머그컵', facts, hidden: false, variants: [{ price: 12_000, stocked: 9 }] }
  const product = await owner<{ variants: { variantId: string }[] }>(
    'POST',
    `/v1/markets/${restaurantId}/products`,
    draft,
  )
  expect(product.body).toHaveProperty('variants')
  const variantId = product.body.variants[0]?.variantId
  await ask({ phone: true })
  const buyer = await house.customer()
  const items = [
    { item: { variantId }, quantity: 1 },
    { item: { door: 'dining', ...item }, quantity: 1 },
  ]
  const mixed = (seenTotal: number) =>
    buyer<{ price: { amount: number } }>('POST', `/v1/markets/${restaurantId}/orders`, {
      ...{ form, items, seenTotal },
    })
  expect(typeOf(await mixed(0))).toBe('phone-not-verified')
  await verify(buyer)
  const asked = await mixed(0)
  expect(typeOf(asked)).toBe('price-changed')
  expect((await mixed(asked.body.price.amount)).status).toBe(201)
})

test('a store that asks to pay at once holds three minutes, and the usual time once a payment is started', async () => {
  const { engine, house } = dining
  await ask({ payAtOnce: true })
  const wanted = await table()
  const [idle, paying] = [await house.customer(), await house.customer()]
  const [first, second] = [await book(idle, wanted), await book(paying, wanted)]
  expect(secondsOf(await orderOf(first.body.id))).toBe(180)
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  await paying('PUT', `/v1/bookings/${second.body.id}/booker`, booker)
  const started = await paying('POST', `/v1/orders/${second.body.id}/payments`, {
    gateway: 'toss',
    device: 'mobile',
    cancellationTerms: FREE_TERMS,
  })
  expect(started.status).toBe(201)
  expect(secondsOf(await orderOf(second.body.id))).toBe(600)
  await engine.advance(181)
  while ((await expireOrders(engine)) > 0);
  expect((await orderOf(first.body.id)).status).toBe('failed')
  expect((await orderOf(second.body.id)).status).toBe('ready')
})

test('nobody asks for a phone where no text can be sent', async () => {
  const by = { callerId: await idOf(dining.owner), everyStore: false }
  const storeId = dining.restaurantId as Id<'Store'>
  const off = { ...dining.engine, texts: undefined }
  const set = (phone: boolean) => setHoldTerms(off, { by, storeId }, { phone, payAtOnce: true })
  await expect(set(true)).rejects.toMatchObject({ type: 'texts-off' })
  expect(await set(false)).toEqual({ phone: false, payAtOnce: true })
})
