import { afterAll, beforeAll } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import type { Id } from '../../kernel/id.ts'
import { later, wallDate, wallTime } from '../../kernel/time.ts'
import { skipDue } from '../../mail/queries.ts'
import { expireOrders } from '../../orders/expire.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import type * as bids from './bid-contract.ts'
import { closeLots } from './close.ts'
import type * as contract from './contract.ts'
import { returnDeposits } from './deposits.ts'
import type * as owner from './owner-contract.ts'
import type * as winContract from './win-contract.ts'
import { settleWins } from './wins.ts'

export type Bid = AnswerOf<typeof bids.placeBid>
export type OwnLot = AnswerOf<typeof owner.addLot>
export type LotView = AnswerOf<typeof contract.getLot>
export type Wins = AnswerOf<typeof winContract.listMyWins>

export interface Auctions {
  engine: TestEngine
  house: TestServer
  seller: Person
  auctionId: string
}

/** A server with one auction for the tests of a file; checks the invariants after them. */
export function openAuctions() {
  const auctions = {} as Auctions
  beforeAll(async () => {
    auctions.engine = await testEngine()
    auctions.house = await testServer(auctions.engine)
    auctions.seller = await auctions.house.owner()
    const draft = { description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
    const opened = await done(
      auctions.seller<{ id: string }>('POST', '/v1/auctions', { name: '달빛 경매', ...draft }),
    )
    auctions.auctionId = opened.id
  })
  afterAll(async () => {
    const { engine } = auctions
    while ((await expireOrders(engine)) > 0);
    await engine.database.run(sql`delete from outbox`)
    await skipDue(engine.database, (await readNow(engine.database)).now)
    await expectCleanAudit(engine)
    await engine.close()
  })
  const at = (path = '') => `/v1/auctions/${auctions.auctionId}${path}`
  const onLot = (lotId: string, path = '') => at(`/lots/${lotId}${path}`)
  const wall = async (inSeconds: number) => {
    const { now } = await readNow(auctions.engine.database)
    // A wall clock has no seconds: the next whole minute after that.
    const then = later(now, inSeconds + 60)
    return { date: wallDate(then, 'Asia/Seoul'), time: wallTime(then, 'Asia/Seoul') }
  }
  return {
    auctions,
    at,
    onLot,
    wall,
    /** A live lot that starts at 10,000 and ends in an hour or a little more. */
    async givenLot(more: object = {}, endsIn = 3600): Promise<OwnLot> {
      const draft = { title: '달항아리', description: '', category: 'art', startPrice: 10_000 }
      const endsAt = await wall(endsIn)
      return done(auctions.seller<OwnLot>('POST', at('/lots'), { ...draft, endsAt, ...more }))
    },
    bid: (by: Person, lotId: string, amount: number, more: object = {}) =>
      by<Bid>('POST', onLot(lotId, '/bids'), { amount, ...more }),
    lot: (lotId: string) => done(auctions.house.anyone<LotView>('GET', onLot(lotId))),
    /** Moves the clock past the end of a lot, and runs the jobs. */
    async end(lotId: string) {
      const { endsAt } = await done(auctions.house.anyone<LotView>('GET', onLot(lotId)))
      const { now } = await readNow(auctions.engine.database)
      const seconds = (new Date(endsAt).getTime() - now.getTime()) / 1000 + 1
      if (seconds > 0) await auctions.engine.advance(seconds)
      await runJobs(auctions.engine)
    },
    /** Makes the seller's terms those of lots from now on. */
    async terms(more: object) {
      const present = await done(auctions.seller<object>('GET', at('/terms')))
      await done(auctions.seller('PUT', at('/terms'), { ...present, ...more }))
    },
    wins: (by: Person) => done(by<Wins>('GET', '/v1/me/wins')),
  }
}

/** What the background jobs do, until nothing is left. */
export async function runJobs(engine: TestEngine) {
  while (
    (await closeLots(engine)) + (await settleWins(engine)) + (await returnDeposits(engine)) >
    0
  );
  const { now } = await readNow(engine.database)
  // What a test has not sent by then it does not look at; the audit would find it late.
  await skipDue(engine.database, later(now, -300))
}

export const accountIdOf = async (person: Person): Promise<Id<'Account'>> =>
  (await done(person<{ id: Id<'Account'> }>('GET', '/v1/me'))).id

/** The answer of a call that must succeed. */
export async function done<Answer>(
  call: Promise<{ status: number; body: Answer & { type?: string } }>,
): Promise<Answer> {
  const { status, body } = await call
  if (status >= 300) throw new Error(`${status} ${body.type} ${JSON.stringify(body)}`)
  return body
}

export const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)
