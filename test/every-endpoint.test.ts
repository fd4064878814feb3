import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type Endpoint,
  type Role,
  type StaffRole,
  staffRoles,
  waysTo,
} from '../src/kernel/endpoint.ts'
import { connect } from '../src/postgres/database.ts'
import { sql } from '../src/postgres/sql.ts'
import { access } from './access.ts'
import { onDatabase, type TestEngine, testEngine } from './engine.ts'
import { type Person, type TestServer, testServer } from './server.ts'

/** Checks on every served endpoint. */
let engine: TestEngine
let product: TestServer
let people: Record<'anyone' | 'customer' | 'owner', Person>
let endpoints: readonly Endpoint[]
beforeAll(async () => {
  engine = await testEngine()
  product = await testServer(engine)
  people = {
    anyone: product.anyone,
    customer: await product.customer(),
    owner: await product.owner(),
  }
  endpoints = product.server.edge.served
    .filter(({ path }) => !path.endsWith('/live'))
    .flatMap((endpoint) => waysTo(endpoint).map((way) => ({ ...endpoint, ...way })))
})
afterAll(() => engine.close())

const rank: Record<Role, number> = { anyone: 0, customer: 1, owner: 2, admin: 3 }
const isRight = (word: string): word is StaffRole => staffRoles.some((role) => role === word)
const someId = '01a1fcc5-6b23-7cba-9438-0c324424d476'

/** A URL with valid but unknown ids and names, and an existing date. */
const addressOf = ({ path }: Pick<Endpoint, 'path'>, id = someId) =>
  path
    .replace(/:date/, '2026-12-01')
    .replace('guest-bookings/:token', `guest-bookings/${id === someId ? 'A'.repeat(86) : id}`)
    .replace(/:username/, id === someId ? 'nobody@example.com' : id)
    .replace(/:serial/, id === someId ? '0000000000' : id)
    .replaceAll(/:\w+/g, id)

interface ObjectShape {
  properties?: Record<string, { type?: string }>
}
const membersOf = (shape: Endpoint['body']) => (shape as ObjectShape | undefined)?.properties ?? {}

const nonsense: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  2 ** 60,
  '',
  ' ',
  '\u202e',
  '’; drop table orders; --',
  'x'.repeat(20_000),
  [],
  {},
  [[[[[]]]]],
]

/** The lines of the written list. */
const written = access
  .trim()
  .split('\n')
  .map((line) => line.split(/ +/) as [Role | StaffRole, Endpoint['method'], string, string?])
/** The same with the role that a right stands for. */
const byRole = written.map(
  ([who, ...line]) => [isRight(who) ? 'owner' : who, ...line] as [Role, ...typeof line],
)

test('every endpoint has the role, the right and the scope of the written list, and is on it once', () => {
  const lineOf = (words: readonly (string | undefined)[]) => words.join(' ').trimEnd()
  const served = product.server.edge.served.flatMap((endpoint) =>
    waysTo(endpoint).map(({ method, path }) =>
      lineOf([endpoint.right ?? endpoint.role, method, path, endpoint.scope]),
    ),
  )
  expect(served.sort()).toEqual(written.map(lineOf).sort())
})

test('a caller without the role of the written list is refused before anything is read', async () => {
  for (const [role, method, path] of byRole)
    for (const [name, person] of Object.entries(people)) {
      if (rank[name as Role] >= rank[role]) continue
      const { status } = await person(method, addressOf({ path }), {})
      const refused = name === 'anyone' ? 401 : 403
      expect([method, path, name, status]).toEqual([method, path, name, refused])
    }
})

test('an API key may call what its scopes allow, and otherwise only public endpoints', async () => {
  const scopes = ['orders:read', 'timetables:reserve', 'timetables:write', 'shops:read'] as const
  for (const held of scopes) {
    const ask = { name: held, scopes: [held] }
    const made = await people.owner<{ secret: string }>('POST', '/v1/me/api-keys', ask)
    const headers = { 'x-api-key': made.body.secret }
    for (const [role, method, path, scope] of byRole) {
      if (path.endsWith('/live')) continue
      const { status, body } = await people.anyone(method, addressOf({ path }), {}, headers)
      const isRefused = status === 403 && body?.type?.endsWith('/key-not-allowed')
      expect([method, path, status, isRefused]).toEqual([
        method,
        path,
        status,
        role !== 'anyone' && scope !== held,
      ])
    }
  }
})

test('invalid input in any member of any body is a problem, never a 500', async () => {
  const { owner } = people
  for (const endpoint of endpoints) {
    if (endpoint.path.startsWith('/v1/auth')) continue
    if (endpoint.name === 'changeMe') continue // any text may be a name
    for (const member of Object.keys(membersOf(endpoint.body)))
      for (const value of nonsense) {
        const answer = await owner(endpoint.method, addressOf(endpoint), { [member]: value })
        expect(answer.status, `${endpoint.path} ${member}=${`${value}`.slice(0, 20)}`).toSatisfy(
          (status: number) => status >= 400 && status < 500,
        )
        expect(answer.body.type).toMatch(/\/problems\/[a-z-]+$/)
      }
  }
}, 120_000)

test('every body refuses an unknown member', async () => {
  for (const endpoint of endpoints) {
    if (!endpoint.body || Object.keys(membersOf(endpoint.body)).length === 0) continue
    const answer = await people.owner(endpoint.method, addressOf(endpoint), { surprise: 1 })
    if (rank[endpoint.role] <= rank.owner)
      expect([endpoint.path, answer.status]).toEqual([endpoint.path, 400])
  }
})

/** Values that look right and are not, by the member of a query or path that takes them. */
const wrongValues: Readonly<Record<string, readonly string[]>> = {
  cursor: ['foo', '0', '-1', 'past.', 'upcoming.1.x', '24:00_x', someId.slice(1), '9'.repeat(40)],
  date: ['0000-01-01', '0001-01-01', '9999-12-31', '2026-02-30', '2026-1-1', 'today', '20261201'],
}
const wrongIn = (endpoint: Endpoint, member: string) => [
  ...(member in membersOf(endpoint.query)
    ? (wrongValues[member]?.map((value) => `${addressOf(endpoint)}?${member}=${value}`) ?? [])
    : []),
  ...(endpoint.path.includes(`:${member}`)
    ? (wrongValues[member]?.map((value) =>
        addressOf({ path: endpoint.path.replace(`:${member}`, value) }),
      ) ?? [])
    : []),
]

test.each(Object.keys(wrongValues))('a wrong %s is 400 wherever one is taken', async (member) => {
  let tried = 0
  for (const endpoint of endpoints.filter(({ role }) => rank[role] <= rank.owner))
    for (const url of wrongIn(endpoint, member)) {
      const { status, body } = await people.owner(endpoint.method, url, undefined)
      expect([url, status, body.type]).toEqual([url, 400, '/problems/malformed'])
      tried += 1
    }
  expect(tried).toBeGreaterThan(20)
})

test('a malformed id is 400, an unknown id is 404', async () => {
  for (const endpoint of endpoints) {
    if (!endpoint.path.includes(':') || rank[endpoint.role] > rank.owner) continue
    const bad = await people.owner(endpoint.method, addressOf(endpoint, 'x%27'), {})
    // Any text may be a name; nobody has this one.
    const isName = /:(user)?name\b/.test(endpoint.path) && !endpoint.body
    expect([endpoint.path, bad.status]).toEqual([endpoint.path, isName ? 404 : 400])
    if (endpoint.method !== 'GET' || endpoint.path.includes('bookings')) continue
    const isRange = 'from' in membersOf(endpoint.query) && 'to' in membersOf(endpoint.query)
    const isOfDay = 'date' in membersOf(endpoint.query)
    const day = isOfDay ? '?date=2026-12-01' : ''
    const range = isRange ? '?from=2026-12-01&to=2026-12-31' : day
    const party = 'party' in membersOf(endpoint.query) ? '?date=2026-12-01&party=2' : range
    const asked =
      'services' in membersOf(endpoint.query) ? `?date=2026-12-01&services=${someId}` : party
    const nobodys = await people.owner(endpoint.method, addressOf(endpoint) + asked)
    expect([endpoint.path, nobodys.status]).toEqual([endpoint.path, 404])
  }
})

test('every claim and payment needs an idempotency key', async () => {
  const keyed = endpoints.filter(({ once }) => once === true)
  expect(keyed.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      '/v1/restaurants/:restaurantId/bookings',
      '/v1/orders/:orderId/payments',
      '/v1/orders/:orderId/cancellation',
    ]),
  )
  for (const endpoint of keyed.filter(({ role }) => rank[role] <= rank.owner)) {
    const body = {
      amount: 1,
      price: 1,
      tableTimeId: someId,
      timetableId: someId,
      performanceId: someId,
      date: '2026-12-01',
      time: '19:00',
      party: 2,
      parties: 1,
      services: [someId],
      ...(/\/desk-(?:bookings|appointments)$/.test(endpoint.path) && { kind: 'phone' }),
      door: 'dining',
      quantity: 1,
      gateway: 'kakaopay',
      device: 'mobile',
      reason: '주방에 불이 났습니다',
      item: {},
      items: [
        { ...(endpoint.path.includes('stores') && { door: 'dining' }), item: {}, quantity: 1 },
      ],
      lines: [{ placeId: someId, quantity: 1 }],
      message: '',
      seenTotal: 1,
      form: {
        ...{
          first_name: '민지',
          last_name: '김',
          email: 'minji@example.com',
          phone: '010-1234-5678',
        },
        ...{ address: '테헤란로 1', postal_code: '06236', city: '서울특별시 강남구' },
      },
    }
    const known = Object.keys(membersOf(endpoint.body))
    // An order of a cart names no items unless it must, and each in another shape.
    const members = known.includes('form') ? known.filter((name) => name !== 'items') : known
    const ask = members.length
      ? Object.fromEntries(Object.entries(body).filter(([name]) => members.includes(name)))
      : undefined
    const answer = await people.owner(endpoint.method, addressOf(endpoint), ask, {
      'idempotency-key': '',
    })
    expect(answer.body.type).toMatch(/idempotency-key-missing$/)
  }
})

test('GET changes nothing: all work on a read-only database', async () => {
  const draft = { name: '맛있는 집밥', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const restaurant = await people.owner<{ id: string }>('POST', '/v1/restaurants', draft)
  const shop = await people.owner<{ id: string }>('POST', '/v1/shops', { ...draft, kind: 'hair' })
  const url = new URL(engine.databaseUrl)
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  const database = connect(url.href)
  const reading = await testServer(onDatabase(engine, database))
  const signedIn = (path: string) =>
    reading.server.inject({ url: path, headers: { authorization: people.owner.authorization } })
  for (const endpoint of endpoints.filter(({ method }) => method === 'GET'))
    for (const { body } of [restaurant, shop]) {
      const { statusCode } = await signedIn(addressOf(endpoint, body.id))
      expect([endpoint.path, statusCode < 500]).toEqual([endpoint.path, true])
    }
  const refused = expect(database.run(sql`delete from orders`)).rejects
  await refused.toMatchObject({ type: 'unavailable', cause: { code: '25006' } })
  await reading.server.close()
  await database.close()
})
