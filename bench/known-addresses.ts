import { hashPassword } from '../src/accounts/passwords.ts'
import { insertAccount } from '../src/accounts/queries.ts'
import type { Server } from '../src/http/edge.ts'
import { makeServer } from '../src/http/server.ts'
import { type LimitName, limitNames } from '../src/limits/names.ts'
import { setLimit } from '../src/limits/settings.ts'
import { setProofs } from '../src/proofs/settings.ts'
import { routesOf } from '../src/routes.ts'
import { ACCEPTED } from '../test/consents.ts'
import { type BenchEngine, connectEngine } from './engine.ts'
import { type Bench, percentile, type Row, say, setting } from './measure.ts'
import { rankTest } from './rank-test.ts'

const PASSWORD = 'nobody guesses this one'
/** A difference that chance alone makes once in a thousand runs. */
const CHANCE_LEAST = 0.001

/**
 * Whether the time of an answer tells if an address has an account: known and unknown ones by turns, compared by
 * their ranks (Mann–Whitney), at all three places where a stranger types an address.
 */
export const knownAddresses: Bench = {
  name: 'known-addresses',
  async run(ground) {
    const engine = connectEngine(await ground.database())
    const pairs = setting('BENCH_ADDRESSES', 200)
    await withoutLimits(engine)
    const known = await givenAccounts(engine, pairs)
    const server = await makeServer(engine, {
      ...{ routes: routesOf(engine), sandbox: false, trustProxy: 'loopback' },
      limits: { writes: Number.POSITIVE_INFINITY },
    })
    try {
      const rows: Row[] = []
      for (const [what, url, status, bodyOf] of asks)
        rows.push(await compare(server, { what, url, status, bodyOf, known }))
      return rows
    } finally {
      await server.close()
      await engine.database.close()
    }
  },
}

type BodyOf = (email: string) => object
const asks: readonly (readonly [what: string, url: string, status: number, bodyOf: BodyOf])[] = [
  ['reset', '/v1/auth/request-password-reset', 200, (email) => ({ email })],
  [
    'sign-up',
    '/v1/auth/sign-up/email',
    201,
    (email) => ({ email, name: '김손님', password: PASSWORD, accepted: ACCEPTED }),
  ],
  ['sign-in', '/v1/auth/sign-in/email', 401, (email) => ({ email, password: 'a wrong guess' })],
]

async function withoutLimits(engine: BenchEngine): Promise<void> {
  const changedBy = engine.newId()
  const limit = { burst: 1_000_000, perHour: 1_000_000, changedBy }
  for (const name of limitNames as readonly LimitName[]) await setLimit(engine, { name, ...limit })
  await setProofs(engine, { fromPercent: 100, least: 1, most: 1, changedBy })
}

/** Addresses of verified accounts, with the hash that every account gets. */
async function givenAccounts(engine: BenchEngine, count: number): Promise<readonly string[]> {
  const passwordHash = await hashPassword(PASSWORD)
  const emails = Array.from({ length: count }, () => `${crypto.randomUUID()}@known.example`)
  for (const email of emails)
    await insertAccount(
      engine.house,
      { id: engine.newId(), email, name: '김손님', role: 'customer', isVerified: true },
      { credentialId: engine.newId(), passwordHash },
    )
  return emails
}

interface Comparison {
  readonly what: string
  readonly url: string
  /** Of every answer, if the request was one that tells something. */
  readonly status: number
  readonly bodyOf: BodyOf
  readonly known: readonly string[]
}

async function compare(
  server: Server,
  { what, url, status, bodyOf, known }: Comparison,
): Promise<Row> {
  say(what)
  const times = { known: [] as number[], unknown: [] as number[] }
  const answers = new Set<number>()
  const measure = async (which: keyof typeof times, email: string) => {
    const beganAt = performance.now()
    const { statusCode } = await server.inject({ method: 'POST', url, payload: bodyOf(email) })
    times[which].push(performance.now() - beganAt)
    answers.add(statusCode)
  }
  for (const email of ['first@warm.example', 'second@warm.example'])
    await server.inject({ method: 'POST', url, payload: bodyOf(email) })
  for (const email of known) {
    const other = `${crypto.randomUUID()}@known.example` // as long
    const isKnownFirst = Math.random() < 0.5
    if (isKnownFirst) await measure('known', email)
    await measure('unknown', other)
    if (!isKnownFirst) await measure('known', email)
  }
  const chance = rankTest(times.known, times.unknown)
  const median = (of: readonly number[]) => percentile(Float64Array.from(of).sort(), 0.5)
  const [first, second] = [median(times.known), median(times.unknown)]
  return {
    measure: `${what}: known address, ${known.length} by turns`,
    figure: `${first.toFixed(2)} ms, status ${[...answers]}`,
    comparedWith: `unknown: ${second.toFixed(2)} ms, p = ${chance.toFixed(3)}`,
    ratio: first / second,
    goal: `status ${status}, p > ${CHANCE_LEAST}`,
    met: answers.size === 1 && answers.has(status) && chance > CHANCE_LEAST,
  }
}
