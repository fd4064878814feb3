import { afterAll, expect, test } from 'vitest'
import { pay } from '../../../../test/paying.ts'
import type { Person } from '../../../../test/server.ts'
import { drain } from '../../../events/relay.ts'
import { writeMail } from '../../../jobs/jobs.ts'
import { openMailbox } from '../../../mail/mailbox.fixture.ts'
import { queueNotices } from '../../../mail/notices.ts'
import { queueMails } from '../../../mail/queue.ts'
import { sendMails } from '../../../mail/send.ts'
import { sql } from '../../../postgres/sql.ts'
import { accountIdOf, done, openAuctions, runJobs } from '../lot.fixture.ts'
import { remindWinners } from './queue.ts'
import { outbid } from './rules.ts'

const { auctions, givenLot, bid, end, onLot, terms, wins } = openAuctions()
const mailbox = await openMailbox()
afterAll(() => mailbox.remove())

const HOUR = 3600

/** Subjects to somebody, after those that are due were sent. */
async function mailsTo(person: Person) {
  const { engine } = auctions
  while ((await remindWinners(engine)) > 0);
  const post = { mailer: mailbox.mailer, write: writeMail }
  while ((await sendMails(engine, post, new AbortController().signal)) > 0);
  return mailbox.received((await me(person)).email)
}
const subjectsTo = async (person: Person) => (await mailsTo(person)).map(({ subject }) => subject)
const me = (person: Person) => done(person<{ email: string }>('GET', '/v1/me'))

async function givenWon(title = '달항아리') {
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  const { lotId } = await givenLot({ title })
  await done(bid(ann, lotId, 50_000))
  await done(bid(bob, lotId, 30_000))
  await end(lotId)
  return { ann, bob, lotId }
}

async function payWin(by: Person, lotId: string) {
  const win = (await wins(by)).data.find((one) => one.lotId === lotId)
  const booker = { name: '안나', phone: '010-1234-5678', message: '' }
  await done(by('PUT', `/v1/bookings/${win?.orderId}/booker`, booker))
  await pay(auctions.engine, {
    storeId: auctions.auctionId,
    ...{ buyerId: await accountIdOf(by), order: { id: win?.orderId ?? '' } },
  } as never)
  await runJobs(auctions.engine)
}

test('at the end the winner is mailed price, deadline and where to pay; others get nothing', async () => {
  const { ann, bob } = await givenWon()
  const [mail, ...others] = await mailsTo(ann)
  expect(others).toEqual([])
  expect(mail?.subject).toBe('낙찰되었습니다: 달항아리 (You won)')
  const { orderId, amount } = (await wins(ann)).data[0] ?? {}
  expect(amount).toBe(31_000)
  expect(mail?.text).toContain('낙찰가: 31,000원')
  expect(mail?.text).toMatch(/결제 기한: \d{4}년 .+요일 \d\d:\d\d/)
  expect(mail?.text).toContain(`결제하기: ${auctions.engine.publicUrl}/bookings/${orderId}`)
  expect(mail?.text).toContain('you won this lot')
  expect(mail?.text).not.toContain('50,000') // the maximum
  expect(await mailsTo(bob)).toEqual([])
})

test('a winner who has not paid is reminded a day and two hours before the deadline, once each', async () => {
  const { ann } = await givenWon()
  await mailsTo(ann)
  await auctions.engine.advance(23 * HOUR)
  expect(await subjectsTo(ann)).toHaveLength(1)
  await auctions.engine.advance(2 * HOUR)
  expect((await subjectsTo(ann)).at(-1)).toContain('결제 기한이 24시간 안에 끝납니다')
  await auctions.engine.advance(10 * HOUR)
  expect(await subjectsTo(ann)).toHaveLength(2)
  await auctions.engine.advance(12 * HOUR)
  expect((await subjectsTo(ann)).at(-1)).toContain('결제 기한이 2시간 안에 끝납니다')
  await Promise.all([remindWinners(auctions.engine), remindWinners(auctions.engine)])
  expect(await subjectsTo(ann)).toHaveLength(3)
})

test('jobs that were down for a day remind once, and who has paid is not reminded', async () => {
  const late = await givenWon()
  const paid = await givenWon()
  await payWin(paid.ann, paid.lotId)
  await auctions.engine.advance(46.5 * HOUR)
  const subjects = await subjectsTo(late.ann)
  expect(subjects.filter((subject) => subject.includes('결제 기한'))).toHaveLength(1)
  expect(await subjectsTo(paid.ann)).toEqual([]) // nor told to pay, as no mail had gone before
})

test('a win that lapses is told to the winner and to the seller, and a second chance to the next bidder', async () => {
  const { ann, bob, lotId } = await givenWon('청자 매병')
  await mailsTo(ann)
  await auctions.engine.advance(49 * HOUR)
  await runJobs(auctions.engine)
  expect(await subjectsTo(ann)).toEqual([
    '낙찰되었습니다: 청자 매병 (You won)',
    '결제 기한이 지났습니다: 청자 매병 (Not paid in time)',
  ])
  const toSeller = (await mailsTo(auctions.seller)).filter(({ text }) => text.includes('청자 매병'))
  expect(toSeller.map(({ subject }) => subject)).toEqual([
    '낙찰되었습니다: 청자 매병 (Sold)',
    '결제되지 않은 물품이 있습니다: 청자 매병 (Not paid for)',
  ])
  expect(toSeller[1]?.text).toContain('차순위 입찰자에게 구매를 제안')
  expect(toSeller[1]?.text).toContain(`/desk/${auctions.auctionId}`)
  await done(auctions.seller('POST', onLot(lotId, '/second-chance')))
  const [offer, ...others] = await mailsTo(bob)
  expect(others).toEqual([]) // its deadline is a day away: the offer is the first reminder
  expect(offer?.subject).toBe('차순위 구매를 제안드립니다: 청자 매병 (Second chance)')
  expect(offer?.text).toContain('제안 금액: 30,000원')
  expect(offer?.text).toContain('불이익은 없습니다')
  await auctions.engine.advance(23 * HOUR)
  expect((await subjectsTo(bob)).at(-1)).toContain('결제 기한이 2시간 안에 끝납니다')
})

test('who is outbid is told once an hour, unless they lead again or the lot is over', async () => {
  const { lotId } = await givenLot({}, 6 * HOUR)
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(bid(ann, lotId, 11_000))
  await done(bid(bob, lotId, 15_000))
  await done(bid(ann, lotId, 20_000)) // leads again within a minute
  await auctions.engine.advance(61)
  expect(await mailsTo(ann)).toEqual([])
  expect(await mailsTo(bob)).toHaveLength(1)
  await done(bid(bob, lotId, 30_000))
  await auctions.engine.advance(61)
  const [mail] = await mailsTo(ann)
  expect(mail?.subject).toBe('더 높은 입찰이 있습니다: 달항아리 (Outbid)')
  expect(mail?.text).toContain('현재가: 21,000원')
  expect(mail?.text).toContain('다음 최소 입찰가: 22,000원')
  expect(mail?.text).toContain(`/auctions/${auctions.auctionId}/lots/${lotId}`)
  expect(mail?.text).not.toContain('30,000')
  await done(bid(ann, lotId, 40_000))
  await done(bid(bob, lotId, 50_000))
  await auctions.engine.advance(120)
  expect(await mailsTo(ann)).toHaveLength(1)
  await auctions.engine.advance(HOUR)
  await done(bid(ann, lotId, 60_000))
  await done(bid(bob, lotId, 70_000))
  await auctions.engine.advance(61)
  expect(await mailsTo(ann)).toHaveLength(2)
})

test('who buys at once is told so, and who was handed a lot is asked to confirm it', async () => {
  const ann = await auctions.house.customer()
  const { lotId } = await givenLot({ buyNow: 80_000 })
  await done(ann('POST', onLot(lotId, '/purchase'), { price: 80_000 }))
  expect(await subjectsTo(ann)).toEqual(['구매가 확정되었습니다: 달항아리 (You bought it)'])
  await payWin(ann, lotId)
  await done(auctions.seller('POST', onLot(lotId, '/hand-over')))
  await done(auctions.seller('POST', onLot(lotId, '/hand-over')))
  expect((await subjectsTo(ann)).slice(1)).toEqual([
    '물품을 받으셨나요? 달항아리 (Please confirm receipt)',
  ])
})

test('nobody is mailed of a deposit as of a booking: neither its buyer nor the seller', async () => {
  const { engine, auctionId } = auctions
  const others = await auctions.house.customer()
  await terms({ deposit: 5_000 })
  const { lotId } = await givenLot({}, 6 * HOUR)
  await terms({ deposit: 0 })
  const orders: string[] = []
  for (const buyer of [await auctions.house.customer(), others]) {
    const { id } = await done(buyer<{ id: string }>('POST', onLot(lotId, '/deposit')))
    await pay(engine, {
      ...{ storeId: auctionId, buyerId: await accountIdOf(buyer), order: { id } },
    } as never)
    orders.push(id)
  }
  await done(others('POST', `/v1/orders/${orders[1]}/cancellation`, {}))
  const handlers = [queueMails(engine), queueNotices(engine)]
  while ((await drain(engine, handlers)) > 0);
  expect(await mailsTo(others)).toEqual([])
  const { told } = await engine.database.one<{ told: number }>(sql`
    select count(*)::integer as told from notices where order_id = any(${orders}::uuid[])
  `)
  expect(told).toBe(0)
})

test('who loses the deposit is told so, before and after', async () => {
  await terms({ deposit: 5_000 })
  const { lotId } = await givenLot({ title: '분청 사발' })
  await terms({ deposit: 0 })
  const ann = await auctions.house.customer()
  const { id } = await done(ann<{ id: string }>('POST', onLot(lotId, '/deposit')))
  await pay(auctions.engine, {
    ...{ storeId: auctions.auctionId, buyerId: await accountIdOf(ann), order: { id } },
  } as never)
  await done(bid(ann, lotId, 30_000))
  await end(lotId)
  expect((await mailsTo(ann))[0]?.text).toContain('입찰 보증금도 돌려받지 못합니다.')
  await auctions.engine.advance(49 * HOUR)
  await runJobs(auctions.engine)
  const lapsed = (await mailsTo(ann)).at(-1)?.text
  expect(lapsed).toContain('입찰 보증금 5,000원은 돌려드리지 않습니다.')
  expect(lapsed).toContain('Your deposit of ₩5,000 is lost.')
})

test('the confirmation of a paid lot says until when it can be canceled', async () => {
  const { engine } = auctions
  const { ann, lotId } = await givenWon()
  await mailsTo(ann)
  await payWin(ann, lotId)
  while ((await drain(engine, [queueMails(engine)])) > 0);
  const text = (await mailsTo(ann)).find(({ subject }) => subject.startsWith('주문 완료'))?.text
  expect(text).toContain('판매자가 전달하기 전까지 취소할 수 있으며')
  expect(text).toContain('until the seller hands it over')
  expect(text).not.toContain('이용 전에는')
})

test.each([
  ['by hammer', {}, 'hammer', '낙찰되었습니다: 옻칠함 (Sold)', '낙찰가: 10,000원'],
  ['at once', {}, 'purchase', '즉시 구매로 판매되었습니다: 옻칠함 (Sold)', '즉시 구매가: 80,000원'],
  [
    'below its reserve',
    { reserve: 60_000 },
    'hammer',
    '유찰되었습니다: 옻칠함 (Not sold)',
    '10,000원',
  ],
  ['without a bid', {}, 'none', '유찰되었습니다: 옻칠함 (Not sold)', '입찰이 없었습니다'],
])('the seller is told how a lot ended: %s', async (_, more, how, subject, text) => {
  const { lotId } = await givenLot({ title: '옻칠함', buyNow: 80_000, ...more })
  const ann = await auctions.house.customer()
  const before = (await mailsTo(auctions.seller)).length
  if (how === 'hammer') await done(bid(ann, lotId, 20_000))
  if (how === 'purchase') await done(ann('POST', onLot(lotId, '/purchase'), { price: 80_000 }))
  else await end(lotId)
  const [mail, ...others] = (await mailsTo(auctions.seller)).slice(before)
  expect([mail?.subject, others]).toEqual([subject, []])
  expect(mail?.text).toContain(text)
})

test('who has left gets no mail', async () => {
  const { ann } = await givenWon()
  const { email } = await me(ann)
  await done(ann('DELETE', '/v1/me', { password: 'correct horse battery' }))
  await mailsTo(auctions.seller)
  expect(await mailbox.received(email)).toEqual([])
})

test.each([
  ['nobody before the first bid', null, 1, null],
  ['the leader who is passed', 1, 2, 1],
  ['nobody whom the leader withstands', 1, 1, null],
])('outbid is %s', (_, leader, after, expected) => {
  expect(outbid({ leader }, { leader: after })).toBe(expected)
})
