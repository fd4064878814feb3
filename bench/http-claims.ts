import { createHmac } from 'node:crypto'
import { sessionSecret } from '../src/accounts/sessions.ts'
import { sql } from '../src/postgres/sql.ts'
import { type Child, startChild } from './child.ts'
import { type BenchEngine, givenRestaurant, givenTableTimes, soon, timesOn } from './engine.ts'
import type { LoadAnswer, LoadAsk } from './load.ts'
import { type Bench, byTurns, perSecond, say, setting, whole } from './measure.ts'
import { underLoad } from './under-load.ts'

const connections = 64
const rounds = 4

/**
 * Claims on one place over HTTP, by dining's route, each by another signed-in account with its own
 * key; against an empty route of the same server with the same headers.
 */
export const httpClaims: Bench = {
  name: 'http-claims',
  run: (ground) =>
    underLoad(ground, async ({ url, engine, server, generator }) => {
      const accounts = setting('BENCH_ACCOUNTS', 20_000)
      const tokens = await givenSessions(engine, accounts)
      const storeId = await givenRestaurant(engine)
      const date = soon()
      // A new hot slot for each round: an account claims a place only once.
      const hot = await givenTableTimes(engine, storeId, timesOn(date, rounds + 1), 1_000_000_000)
      const { port } = await server.ask<{ port: number }>({ url })
      const fire = async (path: string, body: object, count: number) => {
        const requests = tokens.map((token) => post(path, token, body))
        const ask: LoadAsk = { port, connections, count, requests }
        const answer = await generator.ask<LoadAnswer>(ask)
        if (answer.refused > 0) throw new Error(`${answer.refused}: ${answer.firstRefusal}`)
        await drained(engine)
        return answer
      }
      const claimHot = (round: number, count = accounts / 2) =>
        fire(`/v1/restaurants/${storeId}/bookings`, { tableTimeId: hot[round], date }, count)
      const askEmpty = (count = accounts) => fire('/v1/empty', {}, count)

      await claimHot(rounds, accounts / 4)
      await askEmpty(accounts / 4)
      const { first, second } = await byTurns(
        rounds,
        (round) => claimHot(round),
        () => askEmpty(),
      )
      say(`claims/s by round: ${first.map((rate) => whole(perSecond(rate))).join(' ')}`)
      say(`empty posts/s by round: ${second.map((rate) => whole(perSecond(rate))).join(' ')}`)
      say(`claims: p99 ${first.map(({ p99Ms }) => `${p99Ms.toFixed(0)} ms`).join(' ')}`)
      say(`the load generator alone: ${whole(await ceiling(generator, tokens))}/s`)
      const ratio = perSecond(...first) / perSecond(...second)
      return [
        {
          measure: `claims on one hot slot, over HTTP, ${connections} connections`,
          figure: `${whole(perSecond(...first))}/s`,
          comparedWith: `${whole(perSecond(...second))} empty JSON posts/s`,
          ratio,
          goal: '≥ 0.5×',
          met: ratio >= 0.5,
        },
      ]
    }),
}

/** Signed-in customers. Returns their bearer tokens. */
export async function givenSessions(engine: BenchEngine, count: number): Promise<string[]> {
  await engine.database.run(sql`
    with people as (
      insert into accounts (id, email, email_verified, name, created_at, updated_at)
      select gen_random_uuid(), 'buyer' || at || '@bench.test', true, 'Buyer', now(), now()
        from generate_series(0, ${count - 1}::integer) as at
      returning id, substring(email from '[0-9]+') as at
    ), accepted as (
      insert into acceptances (id, account_id, kind, version, given, language, at)
      select gen_random_uuid(), id, kind, 1, true, 'en', now()
        from people cross join unnest(array['terms', 'age']) as kind
    )
    insert into sessions (id, account_id, token, expires_at, created_at, updated_at)
    select gen_random_uuid(), id, 'bench-session-token-of-buyer-' || at, now() + interval '1 day',
           now(), now()
      from people
  `)
  const secret = sessionSecret(engine)
  return Array.from({ length: count }, (_, at) => {
    const token = `bench-session-token-of-buyer-${at}`
    return `${token}.${createHmac('sha256', secret).update(token).digest('base64')}`
  })
}

/** A raw HTTP request. */
export function post(
  path: string,
  token: string,
  body: object,
  { isKeyed = true }: { isKeyed?: boolean } = {},
): string {
  const text = JSON.stringify(body)
  return [
    `POST ${path} HTTP/1.1`,
    'host: localhost:4000',
    `authorization: Bearer ${token}`,
    ...(isKeyed ? [`idempotency-key: ${crypto.randomUUID()}`] : []),
    'content-type: application/json',
    `content-length: ${text.length}`,
    '',
    text,
  ].join('\r\n')
}

/** Waits until the relay has drained a round's events, so that it does not disturb the next. */
export async function drained({ database }: BenchEngine): Promise<void> {
  while (await database.maybe(sql`select 1 from outbox limit 1`))
    await new Promise((resolve) => setTimeout(resolve, 100))
}

/** The limit of the generator, against a server that does nothing. */
async function ceiling(generator: Child, tokens: readonly string[]): Promise<number> {
  const echo = startChild('./echo.ts')
  try {
    const { port } = await echo.ask<{ port: number }>({})
    const requests = tokens.slice(0, 1000).map((token) => post('/', token, {}))
    const ask: LoadAsk = { port, connections, count: 50_000, requests }
    return perSecond(await generator.ask<LoadAnswer>(ask))
  } finally {
    await echo.stop()
  }
}
