import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { expectCleanAudit } from '../../../../test/audited.ts'
import { type TestEngine, testEngine } from '../../../../test/engine.ts'
import { type Person as Asker, type TestServer, testServer } from '../../../../test/server.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { addDays, wallDate } from '../../../kernel/time.ts'
import { expireOrders } from '../../../orders/expire.ts'
import { sql } from '../../../postgres/sql.ts'
import type * as contract from './contract.ts'
import {
  type AppointmentTerms,
  DEFAULT_TERMS,
  type Person,
  type Service,
  type WeeklyHours,
} from './rules.ts'

export type Times = AnswerOf<typeof contract.getAppointmentTimes>
export type Booked = AnswerOf<typeof contract.bookAppointment>

export const serviceOf = (name: string, more: Partial<Service> = {}): Service => ({
  ...{ id: randomUUID(), name, category: '', description: '', minutes: 60, cleanupMinutes: 0 },
  ...{ priceKind: 'fixed', price: 30_000, deposit: 0, isHidden: false },
  ...more,
})

export const personOf = (
  name: string,
  services: readonly Service[],
  more: Partial<Person> = {},
): Person => ({
  ...{ id: randomUUID(), name, introduction: '', special: [] },
  ...{ serviceIds: services.map(({ id }) => id), weekly: everyDay([['10:00', '20:00']]) },
  ...more,
})

/** The same hours every day; what is between two is a break. */
export const everyDay = (hours: readonly (readonly [string, string])[]): WeeklyHours[] =>
  Array.from({ length: 7 }, (_, day) =>
    hours.map(([from, until]) => ({ weekday: day + 1, from, until })),
  ).flat()

export interface TestShop {
  engine: TestEngine
  house: TestServer
  owner: Asker
  shopId: string
  tomorrow: string
}

/** A server with a fresh hairdresser's for each test; checks the invariants after them. */
export function openAppointments() {
  const shop = {} as TestShop
  beforeAll(async () => {
    shop.engine = await testEngine()
    shop.house = await testServer(shop.engine)
    shop.owner = await shop.house.owner()
  })
  beforeEach(async () => {
    const { body } = await shop.owner<{ id: string }>('POST', '/v1/shops', {
      ...{ name: '머리하는 날', kind: 'hair', description: '' },
      ...{ timeZone: 'Asia/Seoul', currency: 'KRW' },
    })
    shop.shopId = body.id
    const { now } = await shop.engine.database.one<{ now: Date }>(sql`select clock_now() as now`)
    shop.tomorrow = addDays(wallDate(now, 'Asia/Seoul'), 1)
  })
  afterAll(async () => {
    const { engine } = shop
    while ((await expireOrders(engine)) > 0);
    await engine.database.run(sql`delete from outbox`)
    await expectCleanAudit(engine)
    await engine.close()
  })
  const at = (path: string) => `/v1/shops/${shop.shopId}/${path}`
  const put = async <Answer = Record<string, never>>(path: string, body: unknown) => {
    const answer = await shop.owner<Answer>('PUT', at(path), body)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body.type}`)
    return answer.body
  }
  return {
    shop,
    at,
    put,
    async offer(
      services: readonly Service[],
      people: readonly Person[],
      terms: Partial<AppointmentTerms> = {},
    ) {
      await put('services', { services })
      await put('people', { people })
      await put('appointment-terms', { ...DEFAULT_TERMS, horizonDays: 30, ...terms })
    },
    times: async (services: readonly Service[], ask: { person?: string; date?: string } = {}) => {
      const ids = services.map(({ id }) => id).join(',')
      const by = ask.person ? `&person=${ask.person}` : ''
      const url = at(`appointment-times?date=${ask.date ?? shop.tomorrow}&services=${ids}${by}`)
      return (await shop.house.anyone<Times & { type?: string }>('GET', url)).body
    },
    book: (by: Asker, services: readonly Service[], body: object = {}) =>
      by<Booked & { type?: string; orderId?: string }>('POST', at('appointments'), {
        services: services.map(({ id }) => id),
        ...{ date: shop.tomorrow, time: '14:00' },
        ...body,
      }),
  }
}
