import { afterAll, beforeAll, beforeEach } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { addDays, wallDate } from '../../kernel/time.ts'
import { expireOrders } from '../../orders/expire.ts'
import { sql } from '../../postgres/sql.ts'
import type * as contract from './contract.ts'
import type * as owner from './owner-contract.ts'

export type Booking = AnswerOf<typeof contract.bookSeats>
export type Performance = AnswerOf<typeof owner.addPerformance>
export type FreeSeats = AnswerOf<typeof contract.listSeats>

/** A server with a fresh concert of 50 seats and a performance in thirty days for each test. */
export interface Concerts {
  engine: TestEngine
  house: TestServer
  owner: Person
  concertId: string
  performanceId: string
  today: string
}

/** Starts it for the tests of a file; checks the invariants after them. */
export function openConcerts() {
  const concerts = {} as Concerts
  beforeAll(async () => {
    concerts.engine = await testEngine()
    concerts.house = await testServer(concerts.engine)
    concerts.owner = await concerts.house.owner()
  })
  beforeEach(async () => {
    const { engine, owner: by } = concerts
    const opened = await by<{ id: string }>('POST', '/v1/concerts', {
      name: '겨울 음악회',
      description: '',
      timeZone: 'Asia/Seoul',
      currency: 'KRW',
    })
    concerts.concertId = opened.body.id
    const { now } = await engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
    concerts.today = wallDate(now, 'Asia/Seoul')
    await done(
      by('PUT', at('/price-levels'), { levels: [{ code: 'R', name: 'R석', price: 50_000 }] }),
    )
    await done(by('POST', at('/hall/library'), { code: 'black-box' }))
    concerts.performanceId = (await perform()).id
  })
  afterAll(async () => {
    const { engine } = concerts
    while ((await expireOrders(engine)) > 0);
    await engine.database.run(sql`delete from outbox`)
    await expectCleanAudit(engine)
    await engine.close()
  })
  const at = (path = '') => `/v1/concerts/${concerts.concertId}${path}`
  const onPerformance = (path = '') => at(`/performances/${concerts.performanceId}${path}`)
  const perform = async (more: object = {}): Promise<Performance> => {
    const draft = { date: addDays(concerts.today, 30), time: '19:30', ...more }
    return done(concerts.owner<Performance>('POST', at('/performances'), draft))
  }
  const free = async () => done(concerts.house.anyone<FreeSeats>('GET', onPerformance('/seats')))
  return {
    concerts,
    at,
    onPerformance,
    perform,
    free,
    /** The id of the seat with this number. */
    seatOf: async (number: number) =>
      (await free()).data.find((seat) => seat.number === number)?.id ?? 0,
    book: (by: Person, body: object, headers?: Record<string, string>) =>
      by<Booking>(
        'POST',
        at('/bookings'),
        { performanceId: concerts.performanceId, ...body },
        headers,
      ),
    /** Signs people in ten at a time, since each hashes a password. */
    async signedIn(people: number): Promise<Person[]> {
      const customers: Person[] = []
      while (customers.length < people) {
        const some = Array.from({ length: Math.min(10, people - customers.length) }, () =>
          concerts.house.customer(),
        )
        customers.push(...(await Promise.all(some)))
      }
      return customers
    },
  }
}

/** The answer of a call that must succeed. */
export async function done<Answer>(
  call: Promise<{ status: number; body: Answer & { type?: string } }>,
): Promise<Answer> {
  const { status, body } = await call
  if (status >= 300) throw new Error(`${status} ${body.type} ${JSON.stringify(body)}`)
  return body
}

export const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)
