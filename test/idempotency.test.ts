import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Endpoint } from '../src/kernel/endpoint.ts'
import { later, wallDate } from '../src/kernel/time.ts'
import { connect, type Database } from '../src/postgres/database.ts'
import { raw, sql } from '../src/postgres/sql.ts'
import { type TestEngine, testEngine } from './engine.ts'
import { type Person, type TestServer, testServer } from './server.ts'

/** Three servers on one database: a key is answered once, whichever of them is asked. */
let engine: TestEngine
let servers: TestServer[]
const databases: Database[] = []
let owner: Person
let restaurantId: string
let shopId: string
let concertId: string
let auctionId: string
let lotId: string
let marketId: string
let variantId: string
let picture: Buffer
const draft = { name: '맛있는 집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }

beforeAll(async () => {
  engine = await testEngine()
  servers = [await testServer(engine)]
  for (const _ of [2, 3]) {
    const database = connect(engine.databaseUrl)
    databases.push(database)
    const [{ name }] = engine.cells
    const seams = { database, house: database, cells: [{ name, database }] as const }
    servers.push(await testServer({ ...engine, ...seams, cell: () => database }))
  }
  owner = await at(0).owner()
  const open = async (path: string, more: object) =>
    (await owner<{ id: string }>('POST', path, { ...draft, ...more })).body.id
  restaurantId = await open('/v1/restaurants', {})
  shopId = await open('/v1/shops', { kind: 'hair' })
  concertId = await open('/v1/concerts', {})
  auctionId = await open('/v1/auctions', {})
  lotId = (await owner<{ lotId: string }>('POST', `/v1/auctions/${auctionId}/lots`, lotDraft()))
    .body.lotId
  marketId = await open('/v1/markets', {})
  const own = await owner<{ variants: { variantId: string }[] }>(
    'POST',
    `/v1/markets/${marketId}/products`,
    productDraft(),
  )
  variantId = own.body.variants[0]?.variantId ?? ''
  await engine.database.run(sql`
    update products set hidden = false, facts = '[{"label": "제조국", "value": "한국"}]'
  `)
  picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c96' } })
    .png()
    .toBuffer()
})
afterAll(async () => {
  for (const { server } of servers) await server.close()
  for (const database of databases) await database.close()
  await engine.close()
})

const at = (index: number): TestServer => {
  const found = servers[index % servers.length]
  if (!found) throw new Error('no server')
  return found
}

interface Made {
  readonly name: string
  readonly table: string
  ask(): { path: string; body: object | Buffer; type?: string }
}

const weekly = { weekday: 1, capacity: 2, price: 0 }
const makers: readonly Made[] = [
  {
    name: 'openStore',
    table: 'stores',
    ask: () => ({ path: '/v1/stores', body: { door: 'dining', ...draft } }),
  },
  {
    name: 'inviteStaff',
    table: 'staff_invitations',
    ask: () => ({
      path: `/v1/stores/${restaurantId}/staff-invitations`,
      body: { email: 'kim@example.com', role: 'desk' },
    }),
  },
  {
    name: 'openRestaurant',
    table: 'stores',
    ask: () => ({ path: '/v1/restaurants', body: draft }),
  },
  {
    name: 'openShop',
    table: 'stores',
    ask: () => ({ path: '/v1/shops', body: { kind: 'hair', ...draft } }),
  },
  {
    name: 'addTableTime',
    table: 'table_times',
    ask: () => ({
      path: `/v1/restaurants/${restaurantId}/table-times`,
      body: { ...weekly, time: '19:30' },
    }),
  },
  {
    name: 'createTimetable',
    table: 'timetables',
    ask: () => ({
      path: `/v1/shops/${shopId}/timetables`,
      body: { reservationHour: 9, basicRemaining: 3 },
    }),
  },
  {
    name: 'openWaitingRoom',
    table: 'waiting_rooms',
    ask: () => ({
      path: `/v1/stores/${shopId}/waiting-room`,
      body: { opensAt: '2090-12-01T10:00:00Z', ratePerMinute: 60, capacity: 10 },
    }),
  },
  {
    name: 'makeApiKey',
    table: 'api_keys',
    ask: () => ({ path: '/v1/me/api-keys', body: { name: '키오스크', scopes: ['shops:read'] } }),
  },
  {
    name: 'addStorePicture',
    table: 'store_pictures',
    ask: () => ({
      path: `/v1/stores/${restaurantId}/pictures?alt=1`,
      body: picture,
      type: 'image/png',
    }),
  },
  {
    name: 'addRestaurantImage',
    table: 'store_pictures',
    ask: () => ({
      path: `/v1/restaurants/${restaurantId}/images?alt=2`,
      body: picture,
      type: 'image/png',
    }),
  },
  {
    name: 'openConcert',
    table: 'stores',
    ask: () => ({ path: '/v1/concerts', body: draft }),
  },
  {
    name: 'addConcertImage',
    table: 'store_pictures',
    ask: () => ({
      path: `/v1/concerts/${concertId}/images?alt=3`,
      body: picture,
      type: 'image/png',
    }),
  },
  {
    name: 'addPerformance',
    table: 'performances',
    ask: () => ({
      path: `/v1/concerts/${concertId}/performances`,
      body: { date: '2090-12-24', time: '19:30' },
    }),
  },
  {
    name: 'addPresaleCode',
    table: 'presale_codes',
    ask: () => ({
      path: `/v1/concerts/${concertId}/presale-codes`,
      body: {
        name: '팬클럽',
        validFrom: { date: '2090-12-01', time: '10:00' },
        validUntil: { date: '2090-12-02', time: '10:00' },
        usesMost: 1,
      },
    }),
  },
  {
    name: 'openAuction',
    table: 'stores',
    ask: () => ({ path: '/v1/auctions', body: draft }),
  },
  {
    name: 'addLot',
    table: 'lots',
    ask: () => ({ path: `/v1/auctions/${auctionId}/lots`, body: lotDraft() }),
  },
  {
    name: 'postLotMessage',
    table: 'lot_messages',
    ask: () => ({
      path: `/v1/auctions/${auctionId}/lots/${lotId}/messages`,
      body: { text: '안녕하세요' },
    }),
  },
  {
    name: 'openMarket',
    table: 'stores',
    ask: () => ({ path: '/v1/markets', body: draft }),
  },
  {
    name: 'addProduct',
    table: 'products',
    ask: () => ({ path: `/v1/markets/${marketId}/products`, body: productDraft() }),
  },
  {
    name: 'changeStock',
    table: 'stock_changes',
    ask: () => ({
      path: `/v1/markets/${marketId}/variants/${variantId}/stock-changes`,
      body: { delta: 1, reason: 'restocked' },
    }),
  },
  {
    name: 'addCartLine',
    table: 'cart_lines',
    ask: () => ({
      path: `/v1/markets/${marketId}/cart/lines`,
      body: { item: { variantId }, quantity: 2 },
    }),
  },
  {
    name: 'addCoupon',
    table: 'coupons',
    ask: () => ({ path: `/v1/markets/${marketId}/coupons`, body: couponDraft() }),
  },
  {
    name: 'importProducts',
    table: 'product_imports',
    ask: () => ({
      path: `/v1/markets/${marketId}/product-imports`,
      body: Buffer.from('sku,title,price,stock\n'),
      type: 'text/csv',
    }),
  },
]

const productDraft = () => ({ title: '머그컵', variants: [{ price: 12_000, stocked: 3 }] })

function lotDraft() {
  const at = later(new Date(), 60 * 24 * 3600)
  return {
    ...{ title: '달항아리', description: '', category: 'art', startPrice: 10_000 },
    endsAt: { date: wallDate(at, 'Asia/Seoul'), time: '19:30' },
  }
}

const couponDraft = () => {
  const day = (days: number) => ({
    ...{ date: wallDate(later(new Date(), days * 24 * 3600), 'Asia/Seoul'), time: '00:00' },
  })
  return {
    ...{ name: '첫 구매', kind: 'amount', value: 1_000, usesMost: 10 },
    ...{ validFrom: day(0), validUntil: day(30) },
  }
}

/** POST endpoints that make nothing a second time, and why. */
const harmless: Readonly<Record<string, string>> = {
  signUp: 'an e-mail has one account',
  signIn: 'a session more or less is the same person',
  acceptTerms: 'what is accepted in a version is not written again',
  publishTerms: 'one change of a text waits at a time',
  signInAsGuest: 'who is signed in stays so',
  signOut: 'a session ends once',
  readAccountLink: 'reads, with the token in the body',
  verifyEmail: 'a link is used once',
  resendConfirmation: 'the last mail has the link that is valid',
  makeCalendarFeed: 'the last address is the valid one',
  makeStoreCalendarFeed: 'the last address is the valid one',
  sendPhoneCode: 'the last text has the code that is valid',
  verifyPhone: 'a code is used once',
  changeEmail: 'the last mail has the link that is valid',
  requestPasswordReset: 'a mail more or less is the same',
  resetPassword: 'a link is used once',
  changePassword: 'the current password is asked for',
  packOrders: 'a unit is packed once',
  shipParcels: 'a parcel is shipped once',
  importShipments: 'a parcel is shipped once',
  deliverParcel: 'a parcel arrives once',
  confirmParcel: 'a parcel is confirmed once',
  quoteReturn: 'writes nothing',
  withdrawReturn: 'a return is withdrawn once',
  approveReturn: 'a return is approved once',
  refuseReturn: 'a return is refused once',
  collectReturn: 'goods come back once',
  completeReturn: 'a return is done once',
  becomeOwner: 'an owner stays an owner',
  returnPayment: 'a payment is settled once',
  lookUpPayment: 'a payment is settled once',
  approveKakaoPay: 'a payment is settled once',
  receiveWebhook: 'a hint to look',
  permitCharge: 'pins the same order',
  answerMove: 'a proposal is answered once',
  takeLibraryHall: 'a hall is as it is',
  importHall: 'a hall is as it is',
  holdBackSeats: 'a seat is held back or not',
  releaseHeldBackSeats: 'a seat is held back or not',
  cancelPerformance: 'a performance is canceled once',
  offerTicket: 'a ticket is offered once, and can be taken back',
  lookUpGuest: 'reads, with a phone number in the body',
  lookUpGuestBooking: 'reads, with what was typed in the body',
  showTicketOffer: 'reads, with the secret in the body',
  reportLotMessage: 'a person reports a message once',
  acceptTicket: 'an offer is accepted once',
  addCheckIns: 'what is known is not added again',
  withdrawLot: 'a lot is withdrawn once',
  relistLot: 'a lot is listed again once',
  offerSecondChance: 'a lot is offered to the next bidder once',
  declineSecondChance: 'an offer is declined once',
  confirmHandOver: 'what was handed over stays so',
  confirmLotReceipt: 'what was received stays so',
  joinWaitingRoom: 'an account has one ticket',
  joinWaitlist: 'a guest waits for a time once',
  joinDoorLine: 'a guest waits at a door once',
  enterStore: 'a ticket has one pass',
  endCoupon: 'a coupon is ended once',
  lookUpStaffInvitation: 'reads, with a token in the body',
  declineStaffInvitation: 'an invitation is declined once',
  acceptStaffInvitation: 'an invitation is accepted once',
  resendStaffInvitation: 'the last mail has the link that is valid',
  quoteOrder: 'reads, with a coupon’s code in the body',
  validateOrderAtIamport: 'a payment is settled once',
  replayDeadLetter: 'consumers are idempotent',
  startProviderSignIn: 'a visit begins anew, and the last one counts',
  startOwnProviderVisit: 'a visit begins anew, and the last one counts',
  finishProviderVisit: 'a visit ends once',
  signUpArrival: 'an identity has one account',
  connectArrival: 'an identity is connected once',
  proveMyself: 'a session is proven again',
  beginPasskey: 'a challenge more or less, of which one is answered',
  addPasskey: 'a passkey is added once',
  beginPasskeySignIn: 'a challenge more or less, of which one is answered',
  signInWithPasskey: 'a challenge is answered once',
  beginSecondFactor: 'the last secret is the one that is confirmed',
  confirmSecondFactor: 'a second factor is turned on once',
  renewRecoveryCodes: 'the last codes are valid, and a code of the app is accepted once',
  signInWithCode: 'a code is accepted once',
  advanceClock: 'sandbox only',
}

const count = async (table: string) =>
  (await engine.database.rows(sql`select 1 from ${raw(table)}`)).length

test('every POST honours a key, unless a repetition is harmless', () => {
  const posts = at(0).server.edge.served.filter(({ method }: Endpoint) => method === 'POST')
  const without = posts.filter(({ once }) => !once).map(({ name }) => name)
  expect(without.toSorted()).toEqual(Object.keys(harmless).toSorted())
  const optional = posts.filter(({ once, creates }) => once === 'optional' && creates !== undefined)
  expect(optional.map(({ name }) => name).toSorted()).toEqual(
    makers.map(({ name }) => name).toSorted(),
  )
})

describe.each(makers)('$name', ({ table, ask }) => {
  test('makes one thing for one key, however often and wherever it is asked', async () => {
    const { path, body, type } = ask()
    const before = await count(table)
    const key = randomUUID()
    const send = (index: number, given: object = body) =>
      at(index).server.inject({
        method: 'POST',
        url: path,
        payload: given,
        headers: {
          authorization: owner.authorization,
          'idempotency-key': key,
          ...(type && { 'content-type': type }),
        },
      })
    const answers = await Promise.all([0, 1, 2, 0, 1, 2].map((index) => send(index)))
    const made = answers.filter(({ statusCode }) => statusCode === 201)
    const refused = answers.filter(({ statusCode }) => statusCode !== 201)
    expect(made.length).toBeGreaterThan(0)
    expect(refused.map((answer) => answer.json().code)).toEqual(
      refused.map(() => 'idempotency-key-in-flight'),
    )
    const replay = await send(2)
    expect(replay.statusCode).toBe(201)
    expect(replay.headers['idempotent-replayed']).toBe('true')
    for (const one of made) {
      expect(one.json()).toEqual(replay.json())
      expect(one.headers.location).toBe(replay.headers.location)
    }
    expect(await count(table)).toBe(before + 1)
    if (Buffer.isBuffer(body)) return

    const turned = Object.fromEntries(Object.entries(body).reverse())
    expect((await send(1, turned)).json()).toEqual(replay.json())
  })
})

test('a key that was used for another request is refused', async () => {
  const headers = { 'idempotency-key': 'one-key' }
  await owner('POST', '/v1/restaurants', draft, headers)
  const other = await owner('POST', '/v1/restaurants', { ...draft, name: '다른 집' }, headers)
  expect([other.status, (other.body as { code?: string }).code]).toEqual([
    422,
    'idempotency-key-reused',
  ])
})

test('the secret of an API key is not in the stored answer, and is repeated to its owner', async () => {
  const headers = { 'idempotency-key': 'secret-key' }
  const ask = { name: '예약 서비스', scopes: ['shops:read'] }
  const made = await owner<{ secret: string }>('POST', '/v1/me/api-keys', ask, headers)
  const again = await owner<{ secret: string }>('POST', '/v1/me/api-keys', ask, headers)
  expect(again.body.secret).toBe(made.body.secret)
  const { answer } = await engine.database.one<{ answer: string }>(
    sql`select answer from idempotency_keys where key = 'secret-key'`,
  )
  expect(answer).not.toContain(made.body.secret)
  expect(engine.keyRing.open(answer)).toContain(made.body.secret)
})

test('nothing is answered under a key whose request was refused: it may be asked again', async () => {
  const headers = { 'idempotency-key': 'refused-first' }
  const ask = { ...weekly, time: '12:00' }
  const path = `/v1/restaurants/${restaurantId}/table-times`
  const first = await owner<{ id: string }>('POST', path, ask)
  expect((await owner('POST', path, ask, headers)).status).toBe(409)
  await owner('DELETE', `${path}/${first.body.id}`)
  expect((await owner('POST', path, ask, headers)).status).toBe(201)
})
