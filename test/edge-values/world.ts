import type { Engine } from '../../src/engine.ts'
import { addDays, wallDate, weekdayOf } from '../../src/kernel/time.ts'
import { sql } from '../../src/postgres/sql.ts'
import { FREE_TERMS } from '../consents.ts'
import type { Person, TestServer } from '../server.ts'
import type { Role } from './requests.ts'
import { type Known, UNKNOWN_ID } from './values.ts'

/** Somebody of each role, with a restaurant, a shop and orders, and what all of these are called. */
export interface World {
  readonly headers: Readonly<Record<Role, Readonly<Record<string, string>>>>
  readonly known: Known
}

interface Made {
  readonly id: string
  readonly secret: string
  readonly lotId?: string
  readonly productId?: string
  readonly variants?: readonly { readonly variantId: string }[]
  readonly data?: readonly { readonly categoryId: string }[]
}

export async function makeWorld(engine: Engine, product: TestServer): Promise<World> {
  const [customer, owner, admin] = [
    await product.customer(),
    await product.owner(),
    await product.customer('관리자'),
  ] as const
  // before its first request: who is asking is then known for a minute
  await engine.house.run(sql`update accounts set role = 'admin' where name = '관리자'`)
  const stores = await makeStores(engine, owner)
  const scopes = ['timetables:reserve', 'timetables:write', 'shops:read']
  const key = await made(owner, 'POST', '/v1/me/api-keys', { name: '예약 서비스', scopes })
  const orders = await makeOrders(customer, stores)
  const { email } = (await owner<{ email: string }>('GET', '/v1/me')).body
  return {
    headers: {
      anyone: {},
      customer: { authorization: customer.authorization },
      owner: { authorization: owner.authorization },
      admin: { authorization: admin.authorization },
      service: { 'x-api-key': key.secret },
    },
    known: {
      ...namesOf(stores, orders),
      accountId: [await idOf(customer), UNKNOWN_ID],
      invitationId: [UNKNOWN_ID],
      username: [email],
    },
  }
}

interface Stores {
  readonly restaurantId: string
  readonly shopId: string
  readonly tableTimeIds: readonly string[]
  readonly timetableIds: readonly string[]
  readonly concertId: string
  readonly auctionId: string
  readonly lotId: string
  readonly marketId: string
  readonly productId: string
  readonly variantId: string
  readonly categoryId: string
  readonly performanceId: string
  readonly date: string
}

async function makeStores(engine: Engine, owner: Person): Promise<Stores> {
  const { now } = await engine.house.one<{ now: Date }>(sql`select clock_now() as now`)
  const date = addDays(wallDate(now, 'Asia/Seoul'), 1)
  const draft = { name: '맛있는 집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { id: restaurantId } = await made(owner, 'POST', '/v1/restaurants', draft)
  const { id: shopId } = await made(owner, 'POST', '/v1/shops', { ...draft, kind: 'hair' })
  const tableTimeIds: string[] = []
  const timetableIds: string[] = []
  for (const price of [0, 25_000]) {
    const time = { weekday: weekdayOf(date), time: price === 0 ? '12:00' : '19:30' }
    const table = { ...time, capacity: 100_000, price }
    const url = `/v1/restaurants/${restaurantId}/table-times`
    tableTimeIds.push((await made(owner, 'POST', url, table)).id)
    const daily = { reservationHour: 23, reservationMinute: 59, basicRemaining: 100_000, price }
    timetableIds.push((await made(owner, 'POST', `/v1/shops/${shopId}/timetables`, daily)).id)
  }
  return {
    restaurantId,
    shopId,
    tableTimeIds,
    timetableIds,
    ...(await makeConcert(owner, date)),
    ...(await makeAuction(owner, date)),
    ...(await makeMarket(owner)),
    date,
  }
}

async function makeConcert(owner: Person, date: string) {
  const draft = { name: '겨울 음악회', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { id: concertId } = await made(owner, 'POST', '/v1/concerts', draft)
  const url = `/v1/concerts/${concertId}`
  await made(owner, 'POST', `${url}/hall/library`, { code: 'theatre' })
  const { id } = await made(owner, 'POST', `${url}/performances`, { date, time: '19:30' })
  return { concertId, performanceId: id }
}

async function makeAuction(owner: Person, date: string) {
  const draft = { name: '달빛 경매', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { id: auctionId } = await made(owner, 'POST', '/v1/auctions', draft)
  const lot = { title: '달항아리', description: '', category: 'art', startPrice: 10_000 }
  const endsAt = { date, time: '19:30' }
  const url = `/v1/auctions/${auctionId}/lots`
  const { lotId = '' } = await made(owner, 'POST', url, { ...lot, endsAt })
  return { auctionId, lotId }
}

async function makeMarket(owner: Person) {
  const draft = { name: '달빛상점', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { id: marketId } = await made(owner, 'POST', '/v1/markets', draft)
  const url = `/v1/markets/${marketId}`
  const { data = [] } = await made(owner, 'PUT', `${url}/categories`, {
    categories: [{ name: '주방' }],
  })
  const categoryId = data[0]?.categoryId ?? ''
  const { productId = '', variants = [] } = await made(owner, 'POST', `${url}/products`, {
    ...{ title: '머그컵', categoryId, hidden: false, facts: [{ label: '제조국', value: '한국' }] },
    variants: [{ price: 12_000, stocked: 100_000 }],
  })
  return { marketId, categoryId, productId, variantId: variants[0]?.variantId ?? '' }
}

/** One hold with a payment under way, one paid booking, one charge of the wallet. */
async function makeOrders(customer: Person, { restaurantId, tableTimeIds, date }: Stores) {
  const book = (tableTimeId: string | undefined) =>
    made(customer, 'POST', `/v1/restaurants/${restaurantId}/bookings`, { tableTimeId, date })
  const [free, held] = [await book(tableTimeIds[0]), await book(tableTimeIds[1])]
  const booker = { name: '김손님', phone: '010-1234-5678', message: '' }
  for (const { id } of [free, held])
    await made(customer, 'PUT', `/v1/bookings/${id}/booker`, booker)
  await made(customer, 'POST', `/v1/orders/${free.id}/confirmation`)
  const payment = await made(customer, 'POST', `/v1/orders/${held.id}/payments`, {
    gateway: 'kakaopay',
    device: 'mobile',
    cancellationTerms: FREE_TERMS,
  })
  const charge = await made(customer, 'PATCH', '/v1/wallet', { amount: 10_000 })
  return { orderIds: [free.id, held.id, charge.id], paymentId: payment.id }
}

function namesOf(stores: Stores, orders: Awaited<ReturnType<typeof makeOrders>>): Known {
  const storeId = [stores.restaurantId, stores.shopId, stores.concertId, stores.auctionId]
  return {
    storeId,
    restaurantId: [stores.restaurantId],
    shopId: [stores.shopId],
    tableTimeId: stores.tableTimeIds,
    timetableId: stores.timetableIds,
    concertId: [stores.concertId],
    auctionId: [stores.auctionId],
    lotId: [stores.lotId, UNKNOWN_ID],
    marketId: [stores.marketId],
    productId: [stores.productId, UNKNOWN_ID],
    variantId: [stores.variantId, UNKNOWN_ID],
    categoryId: [stores.categoryId, UNKNOWN_ID],
    parcelId: [UNKNOWN_ID],
    returnId: [UNKNOWN_ID],
    carrier: ['kr.epost', 'direct'],
    category: [stores.categoryId, 'art'],
    delta: [1, -1],
    q: ['가방', 'ㄱㅂ', 'mug'],
    amount: [10_000, 12_000],
    performanceId: [stores.performanceId, UNKNOWN_ID],
    seatIds: [[1], [2, 3]],
    best: [{ quantity: 2 }],
    code: ['R', 'S', 'black-box'],
    level: ['R', 'S'],
    bookingId: orders.orderIds,
    orderId: orders.orderIds,
    paymentId: [orders.paymentId, UNKNOWN_ID],
    gateway: ['kakaopay', 'toss', 'portone-v1', 'portone-v2', 'stripe', 'wallet'],
    date: [stores.date],
    from: [stores.date],
    to: [stores.date],
    time: ['19:30'],
    timeZone: ['Asia/Seoul'],
    door: ['dining', 'timetables', 'concerts', 'auctions', 'shop'],
    kind: ['hair'],
    email: ['ada@example.com'],
    phone: ['010-1234-5678'],
    password: ['correct horse battery'],
    currentPassword: ['correct horse battery'],
    scopes: [['shops:read']],
    cursor: [UNKNOWN_ID],
    advance: ['PT1S'],
    newPassword: ['correct horse battery too'],
    sessionId: [UNKNOWN_ID],
    ticketId: [UNKNOWN_ID],
    token: ['x.y'],
  }
}

/** An account that may leave, change its password or its role: the others stay as they are. */
export async function passer(product: TestServer, role: Role): Promise<Record<string, string>> {
  const person = await (role === 'customer' ? product.customer() : product.owner())
  return { authorization: person.authorization }
}

const idOf = async (person: Person): Promise<string> =>
  (await person<{ id: string }>('GET', '/v1/me')).body.id

async function made(by: Person, method: 'POST' | 'PUT' | 'PATCH', url: string, body?: unknown) {
  const { status, body: answer } = await by<Made>(method, url, body)
  if (status >= 300) throw new Error(`${method} ${url}: ${status} ${answer.type}`)
  return answer
}
