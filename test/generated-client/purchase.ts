import process from 'node:process'
import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './api.ts'

/**
 * A merchant and a buyer who know nothing but `/openapi.json`: from signing up to signing out, with
 * the merchant's own success address. `node purchase.ts <server> <merchant's front end>`
 */
const [baseUrl = '', merchant = ''] = process.argv.slice(2)
const newKey = () => crypto.randomUUID()

/** What an operation answered; a problem ends the purchase. */
async function answer<Data>(asked: Promise<{ data?: Data; error?: unknown }>): Promise<Data> {
  const { data, error } = await asked
  if (error !== undefined) throw new Error(JSON.stringify(error))
  return data as Data
}

/** What must be accepted to sign up, as it stands. */
async function readRequired(anybody: Client<paths>) {
  const { data } = await answer(anybody.GET('/v1/terms'))
  return data
    .filter(({ isRequired }) => isRequired)
    .map(({ kind, version }) => ({ kind: kind as 'terms' | 'age', version }))
}

async function signUp(name: string) {
  const email = `${newKey()}@example.com`
  const anybody = createClient<paths>({ baseUrl })
  const { token } = await answer(
    anybody.POST('/v1/auth/sign-up/email', {
      body: { name, email, password: 'long enough 1', accepted: await readRequired(anybody) },
    }),
  )
  return createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${token}` } })
}

async function openRestaurant() {
  const owner = await signUp('박사장')
  await answer(owner.POST('/v1/me/owner'))
  const body = {
    name: '맛있는 집밥',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  } as const
  const header = { 'Idempotency-Key': newKey() }
  const open = () => answer(owner.POST('/v1/restaurants', { params: { header }, body }))
  const [restaurant, again] = [await open(), await open()]
  if (again.id !== restaurant.id) throw new Error('one key opened two restaurants')
  const inRestaurant = { path: { restaurantId: restaurant.id } }
  for (const weekday of [1, 2, 3, 4, 5, 6, 7])
    await answer(
      owner.POST('/v1/restaurants/{restaurantId}/table-times', {
        params: inRestaurant,
        body: { weekday, time: '19:30', capacity: 2, price: 25_000 },
      }),
    )
  await answer(
    owner.PUT('/v1/stores/{storeId}/return-origins', {
      params: { path: { storeId: restaurant.id } },
      body: { origins: [new URL(merchant).origin] },
    }),
  )
  return inRestaurant
}

/** Presses "pay" in the sandbox's window, as a buyer does. Returns where the gateway leads. */
async function payIn(payment: components['schemas']['Payment']): Promise<URL> {
  const window = payment.redirectUrl ?? ''
  await fetch(window)
  const pressed = await fetch(window, {
    method: 'POST',
    body: new URLSearchParams({ act: 'pay' }),
    redirect: 'manual',
  })
  return new URL(pressed.headers.get('location') ?? '', window)
}

type Client = Awaited<ReturnType<typeof signUp>>

async function book(buyer: Client, inRestaurant: Awaited<ReturnType<typeof openRestaurant>>) {
  const { days } = await answer(
    buyer.GET('/v1/restaurants/{restaurantId}', { params: inRestaurant }),
  )
  const [day] = days
  const [time] = day?.times ?? []
  if (!day || !time) throw new Error('nothing is offered')
  const booking = await answer(
    buyer.POST('/v1/restaurants/{restaurantId}/bookings', {
      params: { ...inRestaurant, header: { 'Idempotency-Key': newKey() } },
      body: { tableTimeId: time.tableTimeId, date: day.date },
    }),
  )
  const ofBooking = { path: { bookingId: booking.id } }
  await answer(
    buyer.PUT('/v1/bookings/{bookingId}/booker', {
      params: ofBooking,
      body: { name: '김손님', phone: '010-1234-5678', message: '' },
    }),
  )
  return { booking, ofBooking }
}

async function pay(buyer: Client, orderId: string) {
  const { hash: cancellationTerms } = await answer(
    buyer.GET('/v1/orders/{orderId}/cancellation-terms', { params: { path: { orderId } } }),
  )
  const start = (successUrl: string) =>
    buyer.POST('/v1/orders/{orderId}/payments', {
      params: { path: { orderId }, header: { 'Idempotency-Key': newKey() } },
      body: { gateway: 'kakaopay', device: 'desktop', cancellationTerms, successUrl },
    })
  const { error: refusal } = await start('https://evil.example/paid')
  const payment = await answer(start(`${merchant}/paid?basket=7`))
  const { t: token = '', ...query } = Object.fromEntries((await payIn(payment)).searchParams)
  const returned = await answer(
    buyer.POST('/v1/payments/{paymentId}/return', {
      params: { path: { paymentId: payment.id } },
      body: { token, query },
    }),
  )
  await fetch(returned.nextUrl ?? '')
  return { refusal, returned }
}

const inRestaurant = await openRestaurant()
const buyer = await signUp('김손님')
const { booking, ofBooking } = await book(buyer, inRestaurant)
const { refusal, returned } = await pay(buyer, booking.id)
const paid = await answer(buyer.GET('/v1/bookings/{bookingId}', { params: ofBooking }))
const before = await answer(buyer.GET('/v1/me'))
await answer(buyer.POST('/v1/auth/sign-out'))
const after = await answer(buyer.GET('/v1/me'))

process.stdout.write(
  JSON.stringify({
    refused: refusal?.code,
    nextUrl: returned.nextUrl,
    payment: returned.status,
    booking: paid.status,
    price: paid.price,
    signedIn: before?.name,
    signedOut: after,
  }),
)
