import { afterAll, expect, test } from 'vitest'
import { onDatabase } from '../../../../test/engine.ts'
import { expectSound } from '../../../../test/paying.ts'
import { type Person, type TestServer, testServer } from '../../../../test/server.ts'
import { buyerAt } from '../../../gateways/sandbox-buyer.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { connect, type Database } from '../../../postgres/database.ts'
import { done, openAuctions, runJobs, typeOf } from '../lot.fixture.ts'
import type * as contract from './contract.ts'

// The paths that other clients have always called, word for word, and their four cases.

type List = AnswerOf<typeof contract.listWinningBids>
type Kakao = AnswerOf<typeof contract.readyKakaoPay>

const { auctions, givenLot, bid, end, onLot } = openAuctions()
const databases: Database[] = []
afterAll(async () => {
  for (const database of databases) await database.close()
})

const DAY = 24 * 3600

async function givenBuyer({ phone = '010-1234-5678' }: { phone?: string | null } = {}) {
  const person = await auctions.house.customer()
  if (phone) await done(person('PUT', '/v1/me/phone', { phone }))
  return person
}

/** A lot that was won by this person. */
async function givenWon(by: Person, title = '달항아리') {
  const { lotId } = await givenLot({ title })
  await done(bid(by, lotId, 30_000))
  await end(lotId)
  return lotId
}

const list = async (by: Person) => (await done(by<List>('GET', '/payments/winning-bid-list'))).data
const paymentOf = async (by: Person, lotId: string) => {
  const win = (await list(by)).find((one) => one.lotId === lotId)
  if (!win?.payment) throw new Error('no payment')
  return win.payment
}
const ready = (by: Person, payment: string) =>
  by<Kakao>('POST', '/payments/kakao-pay-ready', { payment })
const approve = (by: Person, pg_token: string, more: object = {}) =>
  by<Kakao>('POST', '/payments/kakao-pay-approval', { pg_token, ...more })
const read = (by: Person, path: 'ready' | 'approval' | 'cancel' | 'fail') =>
  done(by<Kakao>('GET', `/payments/kakao-pay-${path}`))

/** What KakaoPay adds to the address of a buyer who has agreed to pay. */
async function tokenAt({ next_redirect_pc_url: url }: Kakao): Promise<string> {
  const { query } = await buyerAt(url ?? '').press('pay')
  return query.pg_token ?? ''
}

async function payLot(by: Person, lotId: string) {
  const window = await done(ready(by, await paymentOf(by, lotId)))
  return done(approve(by, await tokenAt(window)))
}

/** The same product in another process, on a connection of its own. */
async function anotherServer(): Promise<TestServer> {
  const database = connect(auctions.engine.databaseUrl)
  databases.push(database)
  return testServer(onDatabase(auctions.engine, database))
}

const as =
  ({ server }: TestServer, { authorization }: Person) =>
  async <Answer>(method: 'GET' | 'POST', url: string, payload?: object) => {
    const answer = await server.inject({
      ...{ method, url, headers: { authorization } },
      ...(payload && { payload }),
    })
    return { status: answer.statusCode, body: answer.json() as Answer }
  }

test('결제 안 하고 시간 초과: a win that is two days unpaid is dropped from the list', async () => {
  const ann = await givenBuyer()
  const lotId = await givenWon(ann)
  const payment = await paymentOf(ann, lotId)
  await auctions.engine.advance(2 * DAY + 1)
  expect(await list(ann)).toEqual([])
  expect(typeOf(await ready(ann, payment))).toBe('order-expired')
  await runJobs(auctions.engine)
  expect(await list(ann)).toEqual([])
})

test('결제 안 했지만 아직 결제할 시간 남은 경우: it is listed with its payment, one however often', async () => {
  const ann = await givenBuyer()
  const lotId = await givenWon(ann)
  await auctions.engine.advance(2 * DAY - 120)
  const lists = await Promise.all([list(ann), list(ann), list(ann)])
  for (const one of lists)
    expect(one).toMatchObject([
      { lotId, amount: 10_000, stage: 'to-pay', orderId: one[0]?.payment },
    ])
  expect(new Set(lists.map(([win]) => win?.payment)).size).toBe(1)
})

test('결제 완료: what is paid stays on the list, also after two days', async () => {
  const ann = await givenBuyer()
  const lotId = await givenWon(ann)
  expect(await payLot(ann, lotId)).toMatchObject({
    ...{ status: 'paid', failure: null, item_name: '달항아리', total_amount: 10_000 },
    ...{ next_redirect_pc_url: null, aid: expect.stringMatching(/./) },
  })
  const { payment } = (await list(ann))[0] ?? {}
  expect(await done(ready(ann, payment ?? ''))).toEqual(await read(ann, 'ready'))
  await auctions.engine.advance(3 * DAY)
  await runJobs(auctions.engine)
  expect(await list(ann)).toMatchObject([{ lotId, stage: 'paid' }])
  await expectSound(auctions.engine)
})

test('낙찰자 없이 끝난 경우: a lot without a winner is on nobody’s list', async () => {
  const ann = await givenBuyer()
  const none = await givenLot()
  const under = await givenLot({ reserve: 90_000 })
  await done(bid(ann, under.lotId, 20_000))
  await end(none.lotId)
  await end(under.lotId)
  expect(await list(ann)).toEqual([])
})

test('a payment that its buyer has canceled is made again while there is time', async () => {
  const ann = await givenBuyer()
  const lotId = await givenWon(ann)
  const first = await paymentOf(ann, lotId)
  await done(ann('POST', `/v1/orders/${first}/cancellation`, {}))
  const again = await Promise.all([paymentOf(ann, lotId), paymentOf(ann, lotId)])
  expect(again[0]).not.toBe(first)
  expect(again[1]).toBe(again[0])
  expect(await payLot(ann, lotId)).toMatchObject({ payment: again[0], status: 'paid' })
})

test('a started payment is read with the names of KakaoPay, and leaving the window cancels nothing', async () => {
  const ann = await givenBuyer()
  const nothing = await ann('GET', '/payments/kakao-pay-ready')
  expect([nothing.status, typeOf(nothing)]).toEqual([404, 'payment-missing'])
  const lotId = await givenWon(ann)
  const payment = await paymentOf(ann, lotId)
  const started = await done(ready(ann, payment))
  expect(started).toMatchObject({
    ...{ payment, status: 'waiting', total_amount: 10_000, aid: null },
    tid: expect.stringMatching(/^T/),
    next_redirect_pc_url: expect.stringContaining('http'),
    next_redirect_mobile_url: expect.stringContaining('http'),
  })
  for (const path of ['ready', 'approval', 'cancel', 'fail'] as const)
    expect(await read(ann, path)).toEqual(started)
  expect(await done(ready(ann, payment))).toEqual(started) // a second click opens no other window
  expect(await done(approve(ann, await tokenAt(started)))).toMatchObject({ status: 'paid' })
})

test('the token may be in the query, and an approval without one is malformed', async () => {
  const ann = await givenBuyer()
  const lotId = await givenWon(ann)
  const token = await tokenAt(await done(ready(ann, await paymentOf(ann, lotId))))
  expect((await ann('POST', '/payments/kakao-pay-approval')).status).toBe(400)
  const url = `/payments/kakao-pay-approval?pg_token=${token}`
  expect((await done(ann<Kakao>('GET', url))).status).toBe('waiting')
  expect(await done(ann<Kakao>('POST', url))).toMatchObject({ status: 'paid' })
})

test('the account is the buyer: its name and phone go to the seller, and a missing phone is said', async () => {
  const ann = await givenBuyer({ phone: null })
  const lotId = await givenWon(ann)
  const payment = await paymentOf(ann, lotId)
  expect(typeOf(await ready(ann, payment))).toBe('buyer-phone-missing')
  await done(ann('PUT', '/v1/me/phone', { phone: '010-9876-5432' }))
  await done(ready(ann, payment))
  const booking = await done(ann<{ booker: object }>('GET', `/v1/bookings/${payment}`))
  expect(booking.booker).toMatchObject({ name: '김손님', phone: '010-9876-5432' })
})

test('only the winner pays, and only a lot', async () => {
  const [ann, bob] = [await givenBuyer(), await givenBuyer()]
  const lotId = await givenWon(ann)
  const payment = await paymentOf(ann, lotId)
  expect(typeOf(await ready(bob, payment))).toBe('not-yours')
  expect(typeOf(await ready(bob, auctions.engine.newId()))).toBe('order-missing')
  const anyone = auctions.house.anyone
  expect((await anyone('GET', '/payments/winning-bid-list')).status).toBe(401)
  await done(ready(ann, payment))
  const elsewhere = await bob('GET', `/payments/kakao-pay-approval?payment=${payment}`)
  expect(typeOf(elsewhere)).toBe('payment-missing')
})

test('two people pay at once, each their own', async () => {
  const [ann, bob] = [await givenBuyer(), await givenBuyer()]
  const lots = [await givenWon(ann, '백자'), await givenWon(bob, '청자')] as const
  const [one, other] = await Promise.all([payLot(ann, lots[0]), payLot(bob, lots[1])])
  expect([one.item_name, one.status]).toEqual(['백자', 'paid'])
  expect([other.item_name, other.status]).toEqual(['청자', 'paid'])
  await expectSound(auctions.engine)
})

test('somebody else’s token pays nothing, and its owner can still use it', async () => {
  const [ann, bob] = [await givenBuyer(), await givenBuyer()]
  const lots = [await givenWon(ann), await givenWon(bob)] as const
  const token = await tokenAt(await done(ready(ann, await paymentOf(ann, lots[0]))))
  const payment = await paymentOf(bob, lots[1])
  await done(ready(bob, payment))
  expect(await done(approve(bob, token))).toMatchObject({ status: 'not-paid', failure: 'declined' })
  expect(await list(bob)).toMatchObject([{ stage: 'to-pay' }])
  expect(await done(approve(ann, token))).toMatchObject({ status: 'paid' })
  expect(await payLot(bob, lots[1])).toMatchObject({ status: 'paid' })
  await expectSound(auctions.engine)
})

test('one person on two devices: one window for one lot, and two lots by naming them', async () => {
  const ann = await givenBuyer()
  const lots = [await givenWon(ann, '백자'), await givenWon(ann, '청자')] as const
  const first = await paymentOf(ann, lots[0])
  const [desktop, mobile] = await Promise.all([ready(ann, first), ready(ann, first)])
  // Of two clicks at the same moment one may be told that the other is under way.
  const opened = [desktop, mobile].filter(({ status }) => status === 200)
  expect(opened.length).toBeGreaterThan(0)
  expect(new Set(opened.map(({ body }) => body.tid)).size).toBe(1)
  const windows = [
    opened[0]?.body as Kakao,
    await done(ready(ann, await paymentOf(ann, lots[1]))),
  ] as const
  const tokens = [await tokenAt(windows[0]), await tokenAt(windows[1])] as const
  // The first device comes back after the second one has begun.
  const early = await done(approve(ann, tokens[0], { payment: windows[0].payment }))
  expect([early.item_name, early.status]).toEqual(['백자', 'paid'])
  const late = await done(approve(ann, tokens[1]))
  expect([late.item_name, late.status]).toEqual(['청자', 'paid'])
  await expectSound(auctions.engine)
})

test('a repeated approval answers the same payment, also after another one was started', async () => {
  const ann = await givenBuyer()
  const lots = [await givenWon(ann), await givenWon(ann)] as const
  const token = await tokenAt(await done(ready(ann, await paymentOf(ann, lots[0]))))
  const answers = await Promise.all([approve(ann, token), approve(ann, token), approve(ann, token)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  const paid = await done(approve(ann, token))
  expect(paid.status).toBe('paid')
  await done(ready(ann, await paymentOf(ann, lots[1])))
  expect(await done(approve(ann, token))).toEqual(paid)
  expect(await read(ann, 'approval')).toMatchObject({ status: 'waiting' })
  await expectSound(auctions.engine)
})

test('started at one server, a payment is read and approved at another', async () => {
  const ann = await givenBuyer()
  const other = as(await anotherServer(), ann)
  const lotId = await givenWon(ann)
  const lists = await Promise.all([
    list(ann),
    other<List>('GET', '/payments/winning-bid-list').then(({ body }) => body.data),
  ])
  expect(lists[1]).toMatchObject([{ lotId, payment: lists[0][0]?.payment }])
  const started = await done(ready(ann, lists[0][0]?.payment ?? ''))
  expect((await other<Kakao>('GET', '/payments/kakao-pay-ready')).body).toEqual(started)
  const token = await tokenAt(started)
  const ask = { pg_token: token }
  const answers = await Promise.all([
    approve(ann, token),
    other<Kakao>('POST', '/payments/kakao-pay-approval', ask),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  expect(await read(ann, 'approval')).toMatchObject({ status: 'paid', tid: started.tid })
  await expectSound(auctions.engine)
})

test('a paid lot has its order in the books of the house, and the seller sees who has bought it', async () => {
  const ann = await givenBuyer()
  const lotId = await givenWon(ann)
  const { payment, paymentId } = await payLot(ann, lotId)
  expect(await done(ann('GET', `/v1/payments/${paymentId}`))).toMatchObject({
    ...{ orderId: payment, gateway: 'kakaopay', status: 'paid' },
  })
  await runJobs(auctions.engine)
  expect(await done(auctions.seller('POST', onLot(lotId, '/hand-over')))).toMatchObject({
    win: { stage: 'paid', orderId: payment },
  })
})
