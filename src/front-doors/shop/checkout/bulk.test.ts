import { afterAll, beforeAll, expect, test } from 'vitest'
import { ACCEPTED } from '../../../../test/consents.ts'
import { proving } from '../../../../test/prove.ts'
import type { Person } from '../../../../test/server.ts'
import { as } from '../../../../test/server.ts'
import type { Server } from '../../../http/edge.ts'
import { makeServer } from '../../../http/server.ts'
import { addDays, weekdayOf } from '../../../kernel/time.ts'
import { routesOf } from '../../../routes.ts'
import { done, form, type Goods, itemsOf, openMarket, typeOf } from './market.fixture.ts'

const { market, at, goods } = openMarket()

/** The same product with its usual limits. */
let limited: Server
beforeAll(async () => {
  const { engine } = market
  limited = await makeServer(engine, {
    ...{ routes: routesOf(engine), sandbox: false, trustProxy: 'loopback' as const },
  })
})
afterAll(() => limited.close())

/** A new guest of a network. */
async function guest(from: string): Promise<Person> {
  const headers = { 'x-forwarded-for': from }
  const { body } = await as(limited)<{ token: string }>(
    ...(['POST', '/v1/auth/sign-in/anonymous', undefined, headers] as const),
  )
  const person = as(limited, body.token)
  await person('POST', '/v1/me/acceptances', { accepted: ACCEPTED })
  const ask: typeof person = ((method, url, payload, more) =>
    person(method, url, payload, { ...headers, ...more })) as typeof person
  return Object.assign(ask, { authorization: person.authorization })
}
const order = (by: Person, thing: Goods, quantity: number) =>
  proving((proof) => {
    const body = { form, ...itemsOf([thing, quantity]), seenTotal: quantity * 9_900 }
    return by<{ challenge?: unknown; type?: string }>('POST', at('/orders'), body, proof)
  })

test('who has never paid orders no more goods at once than their network may hold', async () => {
  const mug = await goods({ stocked: 500 })
  const bulk = await order(await guest('192.0.2.1'), mug, 100)
  expect([bulk.status, typeOf(bulk)]).toEqual([403, 'hold-too-large'])
  const some = await order(await guest('192.0.2.2'), mug, 30)
  expect(some.status).toBe(201)
  expect((await order(await guest('192.0.2.2'), mug, 10)).status).toBe(201)
  const more = await order(await guest('192.0.2.2'), mug, 30)
  expect([more.status, typeOf(more)]).toEqual([429, 'holds-reached-here'])
  expect((await order(await guest('192.0.2.3'), mug, 30)).status).toBe(201)
})

test('a /48 of IPv6 holds no more than a few of its /64', async () => {
  const mug = await goods({ stocked: 500 })
  const answers: number[] = []
  for (let subnet = 1; subnet <= 8; subnet += 1)
    answers.push((await order(await guest(`2001:db8:7:${subnet}::1`), mug, 40)).status)
  expect(answers.filter((status) => status === 201)).toHaveLength(3)
  expect((await order(await guest('2001:db8:8:1::1'), mug, 40)).status).toBe(201)
})

test('goods beside tables do not let an order have more tables', async () => {
  const { owner, marketId, today, house } = market
  await done(owner('PUT', `/v1/stores/${marketId}/doors`, { also: ['dining'] }))
  const date = addDays(today, 5)
  const weekly = { weekday: weekdayOf(date), time: '19:30', capacity: 9, price: 25_000 }
  const url = `/v1/restaurants/${marketId}/table-times`
  const { id: tableTimeId } = await done(owner<{ id: string }>('POST', url, weekly))
  const mug = await goods({ stocked: 500 })
  const withTables = async (quantity: number) => {
    const table = { item: { door: 'dining', tableTimeId, date }, quantity }
    const items = [table, ...itemsOf([mug, 90]).items]
    const seenTotal = quantity * 25_000 + 90 * 9_900
    return (await house.customer())('POST', at('/orders'), { form, items, seenTotal })
  }
  const five = await withTables(5)
  expect([five.status, typeOf(five)]).toEqual([422, 'too-many-places'])
  expect((await withTables(4)).status).toBe(201)
})
