import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { onDatabase, type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import { seedAccounts } from '../../accounts/operations.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { skipDue } from '../../mail/queries.ts'
import { connect } from '../../postgres/database.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import type * as contract from './contract.ts'
import { bidAsBots } from './demo/bots.ts'
import { seed } from './demo.ts'
import { done, runJobs, type Wins } from './lot.fixture.ts'

type List = AnswerOf<typeof contract.listLots>

const LIVE = '백자 달항아리'
let engine: TestEngine
let house: TestServer
let ownerId: string
beforeAll(async () => {
  engine = await testEngine()
  house = await testServer(engine)
  ownerId = (await seedAccounts(engine)).owner
  await seed(engine, ownerId)
  await seed(engine, ownerId)
})
afterAll(async () => {
  await engine.database.run(sql`delete from outbox`)
  await skipDue(engine.database, (await readNow(engine.database)).now)
  await expectCleanAudit(engine)
  await house.server.close()
  await engine.close()
})

const lots = async (stage: string) =>
  (await done(house.anyone<List>('GET', `/v1/lots?stage=${stage}`))).data
const live = async () => {
  const lot = (await lots('live')).find(({ title }) => title === LIVE)
  if (!lot) throw new Error('it is not live')
  return lot
}

async function signIn(email: string): Promise<(path: string) => Promise<{ body: unknown }>> {
  const body = { email, password: 'sandbox-only' }
  const { token } = await done(
    house.anyone<{ token: string }>('POST', '/v1/auth/sign-in/email', body),
  )
  return async (url) => {
    const headers = { authorization: `Bearer ${token}` }
    return { body: (await house.server.inject({ url, headers })).json() }
  }
}

test('the demo has lots of every stage, once, each with its picture', async () => {
  const [now, scheduled, closed] = await Promise.all(['live', 'scheduled', 'closed'].map(lots))
  expect(now?.map(({ title }) => title)).toEqual([LIVE, '1970년대 필름 카메라'])
  expect(scheduled?.map(({ title }) => title)).toEqual(['모시 조각보', '호두나무 오르골'])
  expect(closed?.map(({ title, stage, price }) => [title, stage, price])).toEqual([
    ['나전칠기 보석함', 'sold', 83_000],
    ['태엽 손목시계', 'sold', 46_000],
  ])
  for (const lot of [now, scheduled, closed].flat()) expect(lot?.image?.alt).toMatch(/./)
})

test('the demo customer has won a lot to pay; another one is paid', async () => {
  const customer = await signIn('customer@jari.local')
  const { data } = (await customer('/v1/me/wins')).body as Wins
  expect(data.map(({ title, stage, orderId }) => [title, stage, orderId !== null])).toEqual([
    ['나전칠기 보석함', 'to-pay', true],
  ])
  const paid = await engine.database.rows(sql`
    select from orders where title = '태엽 손목시계' and status = 'paid'`)
  expect(paid).toHaveLength(1)
})

test('the live lot ends half an hour after the start, and is listed again at a start after that', async () => {
  const first = await live()
  const left = (new Date(first.endsAt).getTime() - new Date(first.now).getTime()) / 1000
  expect(left).toBeGreaterThan(29 * 60 - 30)
  expect(left).toBeLessThanOrEqual(30 * 60)
  await engine.advance(30 * 60 + 1)
  await runJobs(engine)
  expect((await lots('live')).map(({ title }) => title)).not.toContain(LIVE)
  const database = connect(engine.databaseUrl)
  const other = onDatabase(engine, database)
  await Promise.all([seed(engine, ownerId), seed(other, ownerId), seed(engine, ownerId)])
  await database.close()
  const again = (await lots('live')).filter(({ title }) => title === LIVE)
  expect(again).toHaveLength(1)
  expect(again[0]?.lotId).not.toBe(first.lotId)
})

test('bots bid now and then, once in all processes, up to five times the start price', async () => {
  const database = connect(engine.databaseUrl)
  const other = onDatabase(engine, database)
  const round = () => Promise.all([bidAsBots(engine), bidAsBots(other), bidAsBots(engine)])
  await round()
  expect(await live()).toMatchObject({ bids: 0 })
  await engine.advance(61)
  await round()
  await round()
  expect(await live()).toMatchObject({ bids: 1, price: 20_000 })
  const person: Person = await house.customer()
  const { auctionId, lotId } = await live()
  const mine = { amount: 60_000, isSure: true }
  await done(person('POST', `/v1/auctions/${auctionId}/lots/${lotId}/bids`, mine))
  await engine.advance(61)
  await round()
  const after = await live()
  expect(after).toMatchObject({ bids: 3, leader: 2 })
  expect(after.price).toBeGreaterThan(21_000)
  for (let times = 0; times < 24; times += 1) {
    await engine.advance(61)
    await bidAsBots(engine)
  }
  const last = await live()
  expect(last.bids).toBeGreaterThan(10)
  expect(last.price).toBeLessThanOrEqual(100_000)
  expect(last.leader).not.toBe(2)
  await database.close()
})
