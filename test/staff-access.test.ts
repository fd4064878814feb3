import { afterAll, beforeAll, expect, test } from 'vitest'
import { usualTerms } from '../src/front-doors/auctions/rules.ts'
import { DEFAULT_TERMS } from '../src/front-doors/dining/seating-rules.ts'
import { DEFAULT_TERMS as APPOINTMENT_TERMS } from '../src/front-doors/timetables/appointments/rules.ts'
import { type Endpoint, reaches, type StaffRole, staffRoles } from '../src/kernel/endpoint.ts'
import { sql } from '../src/postgres/sql.ts'
import { ACCEPTED } from './consents.ts'
import { Random, seedAt } from './edge-values/random.ts'
import { type Operation, operationsOf, usualRequest } from './edge-values/requests.ts'
import { UNKNOWN_ID } from './edge-values/values.ts'
import { makeWorld, type World } from './edge-values/world.ts'
import { type TestEngine, testEngine } from './engine.ts'
import { as, type TestServer, testServer } from './server.ts'

// Who may do what at whose store: every endpoint asked by everybody, at the store where they belong and
// at another one. What is expected comes from what the endpoints declare.

const who = ['nobody', 'guest', 'customer', ...staffRoles, 'other owner', 'owner', 'admin'] as const
type Who = (typeof who)[number]

let engine: TestEngine
let product: TestServer
/** `own` has the owner and the staff; `other` is of the other owner. */
let worlds: Record<'own' | 'other', World>
let headers: Record<Who, Readonly<Record<string, string>>>

beforeAll(async () => {
  engine = await testEngine()
  product = await testServer(engine)
  worlds = {
    own: await makeWorld(engine, product),
    other: await makeWorld(engine, product),
  }
  const guest = await product.anyone<{ token: string }>('POST', '/v1/auth/sign-in/anonymous')
  const asGuest = as(product.server, guest.body.token)
  await asGuest('POST', '/v1/me/acceptances', { accepted: ACCEPTED })
  headers = {
    nobody: {},
    guest: { authorization: `Bearer ${guest.body.token}` },
    customer: { authorization: (await product.customer()).authorization },
    door: await givenStaff('door'),
    desk: await givenStaff('desk'),
    manager: await givenStaff('manager'),
    'other owner': worlds.other.headers.owner,
    owner: worlds.own.headers.owner,
    admin: worlds.own.headers.admin,
  }
})
afterAll(() => engine.close())

/** Works at every store of the owner. */
async function givenStaff(role: StaffRole) {
  const person = await product.customer()
  const { id } = (await person<{ id: string }>('GET', '/v1/me')).body
  const ids = [...(worlds.own.known.storeId ?? []), ...(worlds.own.known.marketId ?? [])]
  await engine.house.run(sql`
    insert into staff (store_id, account_id, role, since)
    select store_id, ${id}, ${role}, now() from unnest(${ids as string[]}::uuid[]) as given (store_id)
  `)
  const { authorization } = person
  await person('POST', '/v1/auth/sign-out') // what was looked up before is known for a minute
  return authorization ? { authorization: await signIn(id) } : {}
}

async function signIn(accountId: string): Promise<string> {
  const { email } = await engine.house.one<{ email: string }>(sql`
    select email from accounts where id = ${accountId}
  `)
  const body = { email, password: 'correct horse battery' }
  const signedIn = await product.anyone<{ token: string }>('POST', '/v1/auth/sign-in/email', body)
  return `Bearer ${signedIn.body.token}`
}

type Expected = 'admitted' | 401 | 403 | 404

/** What an endpoint of a store declares for somebody at the own store, and at another one. */
function expectedOf({ right }: Endpoint, person: Who, at: 'own' | 'other'): Expected {
  if (person === 'nobody') return 401
  if (person === 'guest' || person === 'customer') return 403
  if (person === 'owner') return at === 'own' ? 'admitted' : 404
  if (person === 'other owner') return at === 'own' ? 404 : 'admitted'
  if (person === 'admin') return 'admitted'
  if (!right || !reaches(person, right)) return 403
  return at === 'own' ? 'admitted' : 404
}

/** What a store is called when somebody does not find it. */
const MISSING = /^(store|restaurant|shop|concert|auction|market)-missing$/

/** Until a usual request is a valid one. */
const TRIES = 40

async function ask(operation: Operation, person: Who, at: 'own' | 'other') {
  // Everybody asks the same: what a request says comes from its endpoint.
  const seed = [...`${operation.method} ${operation.path}`].reduce(
    (sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003,
    7,
  )
  for (let index = 1; ; index += 1) {
    const found = await askOnce(operation, person, at, new Random(seedAt(seed, index)))
    const isInvalid = found.status === 400 || found.code === 'basic-remaining-fixed'
    if (!isInvalid || index === TRIES) return found
  }
}

async function askOnce(operation: Operation, person: Who, at: 'own' | 'other', random: Random) {
  const known = { ...worlds[at].known, ...patterned }
  const asked = usualRequest(operation, known, random)
  const whole = wholes[operation.endpoint.name]
  const payload = whole ? JSON.stringify(whole) : asked.payload?.replace(CLOSES, '')
  const answer = await product.server.inject({
    method: operation.method as 'GET',
    url: asked.url,
    headers: { ...asked.headers, ...headers[person], 'idempotency-key': engine.newId() },
    ...(payload !== undefined && { payload }),
  })
  const { statusCode: status } = answer
  const code = status >= 400 ? answer.json<{ code?: string }>().code : ''
  return { status, code: code ?? '' }
}

/** A store that is closed sells nothing to others who ask. */
const CLOSES = /"closed":(?:true|false),|,?"closed":(?:true|false)/

/** Members with a pattern. */
const patterned = { month: ['2026-12'], lines: [`${UNKNOWN_ID}:1`] }

/** Bodies that are valid only as a whole, by endpoint. */
const wholes: Readonly<Record<string, object>> = {
  enterGuest: { kind: 'phone', door: 'dining', item: {}, quantity: 1 },
  changeNoticeSettings: { topics: ['bookings'], addresses: [] },
  changeTextSettings: { guests: true, most: 10, topics: [], quiet: null, phones: [] },
  changeCancellationPolicy: { kind: 'free' },
  cancelLinesByStore: { lines: [{ placeId: UNKNOWN_ID, quantity: 1 }], reason: '휴무' },
  addCheckIns: { device: '입구', scans: [{ serial: '0000000000', at: '2026-12-01T10:00:00Z' }] },
  setAuctionTerms: usualTerms,
  addCoupon: {
    ...{ name: '첫 구매', kind: 'amount', value: 1_000, usesMost: 10 },
    validFrom: { date: '2026-12-01', time: '10:00' },
    validUntil: { date: '2026-12-02', time: '10:00' },
  },
  setStoreProfile: {
    ...{ category: null, postcode: '', address: '', detail: '', latitude: null, longitude: null },
    ...{ phone: '', hours: [], hoursNote: '', priceLeast: null, priceMost: null },
    ...{ parking: '', notes: '', tags: [] },
  },
  setHoldTerms: { phone: false, payAtOnce: false },
  changeNoShowTerms: {
    ...{ kind: 'restaurant', basis: 'paid', average: null, keptPercent: 0, group: null },
  },
  enterParty: { kind: 'phone', party: 2 },
  putFloorPlan: { areas: [], tables: [], joins: [] },
  putServiceHours: { services: [] },
  putSpecialHours: { services: [{ opens: '11:00', lastSeating: '12:00', closes: '13:00' }] },
  putSeatingTerms: DEFAULT_TERMS,
  putShopServices: { services: [] },
  putShopPeople: { people: [] },
  putAppointmentTerms: APPOINTMENT_TERMS,
  enterAppointment: { kind: 'phone' },
  putDeliveryTerms: { kind: 'free', fee: 0, freeFrom: 0, areas: [] },
}

/** Endpoints that are about a store or something in it, those that end it last. */
const atStores = () =>
  operationsOf(product.server.edge.served)
    .filter(({ endpoint, path }) => endpoint.role === 'owner' && path.includes(':'))
    .filter(({ path }) => !/:(name|keyId|username)\b/.test(path))
    .toSorted((one, other) => Number(ends(one)) - Number(ends(other)))

const ends = ({ method }: Operation): boolean => method === 'DELETE'

const refusedOf = ({ status, code }: Awaited<ReturnType<typeof ask>>): Expected => {
  if (status === 401 || status === 403) return status
  return status === 404 && MISSING.test(code) ? 404 : 'admitted'
}

test('whoever may not is refused, at every endpoint, and learns nothing of a store', async () => {
  const wrong: unknown[] = []
  let asked = 0
  for (const operation of atStores())
    for (const person of who)
      for (const at of ['own', 'other'] as const) {
        const expected = expectedOf(operation.endpoint, person, at)
        if (expected === 'admitted') continue
        asked += 1
        const found = await ask(operation, person, at)
        if (found.status !== expected)
          wrong.push(
            JSON.stringify([operation.method, operation.path, person, at, expected, found]),
          )
      }
  expect(wrong).toEqual([])
  expect(asked).toBeGreaterThan(1_000)
})

test('whoever may is admitted, at every endpoint', async () => {
  const wrong: unknown[] = []
  for (const operation of atStores())
    for (const person of who)
      for (const at of ['own', 'other'] as const) {
        if (expectedOf(operation.endpoint, person, at) !== 'admitted') continue
        const found = await ask(operation, person, at)
        // What a store knows of people is not an administrator's.
        if (person === 'admin' && refusedOf(found) === 404) continue
        if (
          refusedOf(found) !== 'admitted' &&
          !(person !== 'admin' && gone.has(at + operation.path))
        )
          wrong.push(JSON.stringify([operation.method, operation.path, person, at, found]))
        if (ends(operation)) gone.add(at + operation.path)
      }
  expect(wrong).toEqual([])
})

/** What was deleted by the first who may. */
const gone = new Set<string>()

test('an endpoint that is about no store asks only for an account', async () => {
  const own = operationsOf(product.server.edge.served).filter(
    ({ endpoint, path }) =>
      endpoint.role === 'customer' && !path.startsWith('/v1/auth') && path !== '/v1/me',
  )
  const wrong: unknown[] = []
  for (const operation of own) {
    const found = await ask(operation, 'nobody', 'own')
    if (found.status !== 401) wrong.push([operation.method, operation.path, found])
    for (const person of staffRoles) {
      const { status, code } = await ask(operation, person, 'other')
      if (status === 401 || code === 'not-allowed')
        wrong.push([operation.method, operation.path, person, status, code])
    }
  }
  expect(wrong).toEqual([])
})
