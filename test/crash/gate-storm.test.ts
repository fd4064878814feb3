import { Agent, request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { audit } from '../../src/audit/audit.ts'
import { connect, type Database } from '../../src/postgres/database.ts'
import { sql } from '../../src/postgres/sql.ts'
import { testDatabase } from '../database.ts'
import {
  newSite,
  type Product,
  removeSite,
  type Site,
  signIn,
  startProduct,
  stopProducts,
} from '../end-to-end/product.ts'

// Three servers, started as a user does, on one PostgreSQL; one of them is killed under load.

let found: Awaited<ReturnType<typeof testDatabase>>
let database: Database
let sites: Site[]
let products: Product[]
beforeAll(async () => {
  found = await testDatabase()
  database = connect(found.url, { connections: 2 })
  sites = await Promise.all([newSite(), newSite(), newSite()])
  const environment = {
    DATABASE_URL: found.url,
    JARI_SECRET: 'the same for all three',
    JARI_CONNECTIONS: '6',
  }
  const open = (site: Site) => startProduct(site, environment)
  const [first, ...others] = sites as [Site, ...Site[]]
  products = [await open(first)] // it makes the accounts
  products.push(...(await Promise.all(others.map(open))))
}, 420_000)
afterAll(async () => {
  await stopProducts() // also servers whose start a timed-out hook no longer awaited
  await Promise.all((sites ?? []).map(removeSite))
  await database?.close()
  await found?.drop()
})

const ASKS = 10_000
const PLACES = 100

type Answer = boolean | 'lost'

/** Many sockets to each server, each with one request in flight. */
function askerOf(authorization: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 200 })
  const ask = (product: Product, key: string, timetableId: string): Promise<Answer> =>
    new Promise((resolve) => {
      const body = JSON.stringify({ timetableId })
      const asked = request(`${product.url}/reserve/timetable`, {
        agent,
        method: 'POST',
        headers: {
          authorization,
          'idempotency-key': key,
          'content-type': 'application/json',
          'content-length': body.length,
        },
      })
      asked.on('error', () => resolve('lost'))
      asked.on('response', (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('error', () => resolve('lost'))
        response.on('end', () =>
          resolve(response.statusCode === 200 ? JSON.parse(text) === true : 'lost'),
        )
      })
      asked.end(body)
    })
  return { ask, close: () => agent.destroy() }
}

async function givenTimetable(): Promise<{ token: string; id: string }> {
  const [first] = products as [Product]
  const owner = await signIn(first, 'owner@jari.local')
  const shop = await owner<{ id: string }>('POST', '/v1/shops', {
    name: '백 자리',
    kind: 'other',
    description: '',
    timeZone: 'Asia/Seoul',
    currency: 'KRW',
  })
  const draft = { reservationHour: 12, basicRemaining: PLACES }
  const made = await owner<{ id: string }>('POST', `/timetable/create/${shop.id}`, draft)
  const answer = await fetch(`${first.url}/v1/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'owner@jari.local', password: 'sandbox-only' }),
  })
  return { token: ((await answer.json()) as { token: string }).token, id: made.id }
}

const takenOf = async (id: string) => {
  const { taken } = await database.one<{ taken: number }>(sql`
    select sum(capacity - remaining)::integer as taken from places
     where starts_with(key, ${`timetable/${id}/`})
  `)
  return taken
}

test('ten thousand requests for a hundred places at three servers, one of them killed: a hundred succeed', async () => {
  const { token, id } = await givenTimetable()
  const { ask, close } = askerOf(`Bearer ${token}`)
  const [survivor, victim] = products as [Product, Product, Product]
  let dying: Promise<unknown> | undefined
  const answers = await Promise.all(
    Array.from({ length: ASKS }, async (_, at) => {
      const product = products[at % products.length] as Product
      const answer = await ask(product, `storm-${at}`, id)
      if (product === victim) dying ??= victim.end('SIGKILL') // it has other requests in flight
      return answer
    }),
  )
  await dying
  expect(victim.process.signalCode).toBe('SIGKILL')
  const trues = answers.filter((answer) => answer === true).length
  const lost = answers.flatMap((answer, at) => (answer === 'lost' ? at : []))
  expect(lost.length).toBeGreaterThan(0)
  expect(lost.every((at) => products[at % products.length] === victim)).toBe(true)
  expect(await takenOf(id)).toBe(PLACES)
  expect(trues).toBeLessThanOrEqual(PLACES)

  // Callers without an answer retry at another server with the same key.
  const again = await Promise.all(lost.map((at) => ask(survivor, `storm-${at}`, id)))
  expect(again).not.toContain('lost')
  expect(trues + again.filter((answer) => answer === true).length).toBe(PLACES)
  expect(await takenOf(id)).toBe(PLACES)

  // Replaying all of them takes nothing twice and changes no answer.
  const replayed = await Promise.all(
    answers.map((answer, at) => (answer === true ? ask(survivor, `storm-${at}`, id) : true)),
  )
  expect(new Set(replayed)).toEqual(new Set([true]))
  expect(await takenOf(id)).toBe(PLACES)
  close()
  const findings = await audit(database)
  expect(findings.filter(({ violations }) => violations.length > 0)).toEqual([])
}, 420_000)
