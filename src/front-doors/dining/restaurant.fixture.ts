import { afterAll, beforeAll, beforeEach } from 'vitest'
import { expectCleanAudit } from '../../../test/audited.ts'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'
import type { getBooking } from '../../bookings/contract.ts'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { addDays, wallDate, weekdayOf } from '../../kernel/time.ts'
import { expireOrders } from '../../orders/expire.ts'
import { sql } from '../../postgres/sql.ts'
import type * as contract from './contract.ts'

type Grid = AnswerOf<typeof contract.getRestaurant>
export type Booking = AnswerOf<typeof contract.placeBooking> &
  Pick<AnswerOf<typeof getBooking>, 'booker' | 'payment'>

/** A server with a fresh restaurant for each test. */
export interface Dining {
  engine: TestEngine
  house: TestServer
  owner: Person
  restaurantId: string
  tomorrow: string
}

/** Starts it for the tests of a file; checks the invariants after them. */
export function openDining() {
  const dining = {} as Dining
  beforeAll(async () => {
    dining.engine = await testEngine()
    dining.house = await testServer(dining.engine)
    dining.owner = await dining.house.owner()
  })
  beforeEach(async () => {
    const { engine, owner } = dining
    dining.restaurantId = await openRestaurant(owner)
    const { now } = await engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
    dining.tomorrow = addDays(wallDate(now, 'Asia/Seoul'), 1)
  })
  afterAll(async () => {
    const { engine } = dining
    while ((await expireOrders(engine)) > 0);
    await engine.database.run(sql`delete from outbox`)
    await expectCleanAudit(engine)
    await engine.close()
  })
  return {
    dining,
    async offer(more: object = {}): Promise<string> {
      const { owner, restaurantId, tomorrow } = dining
      const weekday = weekdayOf(tomorrow)
      const draft = { weekday, time: '19:30', capacity: 8, price: 45_000, ...more }
      const url = `/v1/restaurants/${restaurantId}/table-times`
      const { status, body } = await owner<{ id: string }>('POST', url, draft)
      if (status !== 201) throw new Error(`${url}: ${status} ${body.type}`)
      return body.id
    },
    grid: async () =>
      (await dining.house.anyone<Grid>('GET', `/v1/restaurants/${dining.restaurantId}`)).body,
    book: (by: Person, body: unknown, headers?: Record<string, string>) =>
      by<Booking>('POST', `/v1/restaurants/${dining.restaurantId}/bookings`, body, headers),
    /** Signs people in ten at a time, since each hashes a password. */
    async signedIn(people: number): Promise<Person[]> {
      const customers: Person[] = []
      for (let at = 0; at < people; at += 10) {
        const count = Math.min(10, people - at)
        customers.push(
          ...(await Promise.all(Array.from({ length: count }, () => dining.house.customer()))),
        )
      }
      return customers
    },
  }
}

export async function openRestaurant(by: Person): Promise<string> {
  const opened = await by<{ id: string }>('POST', '/v1/restaurants', {
    name: '맛있는 집밥',
    description: '집에서 먹는 것처럼',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  return opened.body.id
}
