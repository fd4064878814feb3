import { afterAll, beforeAll, expect, test } from 'vitest'
import { buyerAt } from '../../src/gateways/sandbox-buyer.ts'
import { newSite, type Product, removeSite, type Site, signIn, startProduct } from './product.ts'

let site: Site
let product: Product
beforeAll(async () => {
  site = await newSite()
  product = await startProduct(site)
})
afterAll(async () => {
  await product.end('SIGTERM')
  await removeSite(site)
})

const restaurants = async () => {
  const answer = await fetch(`${product.url}/v1/restaurants`)
  return ((await answer.json()) as { data: { id: string; name: string }[] }).data
}

interface Grid {
  days: { date: string; times: { tableTimeId: string; remaining: number }[] }[]
}
interface Booking {
  id: string
  status: string
  orderNumber: string
}

async function bookFirst(buyer: Awaited<ReturnType<typeof signIn>>) {
  const [restaurant] = await restaurants()
  const path = `/v1/restaurants/${restaurant?.id}`
  const { days } = await buyer<Grid>('GET', path)
  const day = days.find(({ times }) => times.some(({ remaining }) => remaining > 0))
  const time = day?.times.find(({ remaining }) => remaining > 0)
  return buyer<Booking>('POST', `${path}/bookings`, {
    tableTimeId: time?.tableTimeId,
    date: day?.date,
  })
}

test('an empty folder becomes a product with restaurants, and one line has the URL', async () => {
  expect(product.printed().trim().split('\n')).toHaveLength(1)
  expect(product.printed()).toContain(product.url)
  expect((await restaurants()).map(({ name }) => name)).toContain('맛있는 집밥')
  expect((await fetch(`${product.url}/readyz`)).status).toBe(200)
})

test('on shutdown a running request is finished', async () => {
  const running = fetch(`${product.url}/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'customer@jari.local', password: 'sandbox-only' }),
  })
  await new Promise((resolve) => setTimeout(resolve, 20))
  const code = await product.end('SIGTERM')
  expect((await running).status).toBe(200)
  expect(code).toBe(0)
  product = await startProduct(site)
})

test('killed and restarted, it has lost nothing', async () => {
  const buyer = await signIn(product, 'customer@jari.local')
  const booked = await bookFirst(buyer)
  await product.end('SIGKILL')
  product = await startProduct(site)
  const again = await (await signIn(product, 'customer@jari.local'))<Booking>(
    'GET',
    `/v1/bookings/${booked.id}`,
  )
  expect(again).toMatchObject({ status: 'ready', orderNumber: booked.orderNumber })
})

test('killed during a payment, it accepts the buyer’s return after a restart', async () => {
  const buyer = await signIn(product, 'customer@jari.local')
  const booked = await bookFirst(buyer)
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  await buyer('PUT', `/v1/bookings/${booked.id}/booker`, booker)
  const { hash: cancellationTerms } = await buyer<{ hash: string }>(
    'GET',
    `/v1/orders/${booked.id}/cancellation-terms`,
  )
  const payment = await buyer<{ redirectUrl: string; id: string }>(
    'POST',
    `/v1/orders/${booked.id}/payments`,
    { gateway: 'kakaopay', device: 'desktop', cancellationTerms },
  )
  await product.end('SIGKILL')
  product = await startProduct(site)
  const { query: brought } = await (await buyerAt(payment.redirectUrl)).press('pay')
  const { t = '', ...query } = brought
  const returned = await fetch(`${product.url}/v1/payments/${payment.id}/return`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: t, query }),
  })
  expect(await returned.json()).toMatchObject({ status: 'paid' })
  const again = await (await signIn(product, 'customer@jari.local'))<Booking>(
    'GET',
    `/v1/bookings/${booked.id}`,
  )
  expect(again.status).toBe('paid')
})

test('a second process on the same folder joins its database and outlives the first', async () => {
  const second = await startProduct({ ...site, port: site.port + 1 })
  await product.end('SIGTERM')
  const answer = await fetch(`${second.url}/v1/restaurants`)
  expect(answer.status).toBe(200)
  await second.end('SIGTERM')
  product = await startProduct(site)
})

test('a second process on the same port says that it is taken', async () => {
  await expect(startProduct(site)).rejects.toThrow(/Port \d+ is taken/)
})
