import { pino } from 'pino'
import { Type } from 'typebox'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { seedAccounts } from '../accounts/operations.ts'
import { accountRoutes } from '../accounts/routes.ts'
import { endpoint } from '../kernel/endpoint.ts'
import { OrNull, Shape, Uuid } from '../kernel/shape.ts'
import type { Server } from './edge.ts'
import { serve } from './serve.ts'
import { makeServer } from './server.ts'

/** A small product to test the edge with: cups that customers fill and owners sell. */
const Cup = Shape({ id: Uuid, size: Type.Integer({ minimum: 1, maximum: 9 }) })
const fillCup = endpoint({
  name: 'fillCup',
  method: 'POST',
  path: '/v1/cups/:cupId',
  summary: 'Fill a cup',
  role: 'customer',
  params: Shape({ cupId: Uuid }),
  query: Shape({ hot: Type.Optional(Type.Boolean()) }),
  body: Cup,
  answer: Shape({ size: Type.Integer(), hot: OrNull(Type.Boolean()) }),
  problems: [],
})
const drinkOnce = endpoint({
  name: 'drinkOnce',
  method: 'POST',
  path: '/v1/drinks',
  summary: 'Drink',
  role: 'customer',
  once: true,
  answer: Shape({ scope: Type.String(), fingerprint: Type.String() }),
  problems: [],
})
const sellCups = endpoint({
  name: 'sellCups',
  method: 'GET',
  path: '/v1/cups',
  summary: 'Sell cups',
  role: 'owner',
  query: Shape({ limit: Type.Optional(Type.Integer({ maximum: 100 })) }),
  answer: Shape({ limit: OrNull(Type.Integer()) }),
  problems: [],
})
const draw = endpoint({
  name: 'draw',
  method: 'POST',
  path: '/v1/pictures',
  summary: 'Add a picture',
  role: 'customer',
  body: Type.Unsafe<Buffer>({}),
  answer: Shape({ bytes: Type.Integer() }),
  problems: [],
})
const breakCup = endpoint({
  name: 'breakCup',
  method: 'DELETE',
  path: '/v1/cups',
  summary: 'Break everything',
  role: 'anyone',
  answer: Type.Null(),
  problems: [],
})

/** Ends the request that `x-slow` holds. */
export const slow: { finish?: () => void } = {}

function testRoutes(on: Server): void {
  serve(on, fillCup, ({ body, query }) => ({ size: body.size, hot: query.hot ?? null, secret: 1 }))
  serve(on, sellCups, ({ query }) => ({ limit: query.limit ?? null }))
  serve(on, drinkOnce, async ({ once }, reply) => {
    if (reply.request.headers['x-slow'])
      await new Promise<void>((done) => {
        slow.finish = done
      })
    return { stored: JSON.stringify(once), replayed: once.key === 'seen' }
  })
  on.register(async (scope) => {
    const limit = { parseAs: 'buffer', bodyLimit: 300_000 } as const
    scope.addContentTypeParser('image/png', limit, (_request, bytes, done) => done(null, bytes))
    serve(scope, draw, ({ body }) => ({ bytes: body.length }))
  })
  serve(on, breakCup, () => {
    throw Object.assign(new Error('duplicate 010-1234-5678'), { severity: 'ERROR', code: '23505' })
  })
}

export const ID = '01934000-0000-7000-8000-000000000000'

type Answer = Awaited<ReturnType<Server['inject']>>

export interface TestProduct {
  readonly engine: TestEngine
  readonly server: Server
  /** All log lines so far. */
  readonly lines: readonly string[]
  /** Headers of a signed-in demo account. */
  as(who: string): Record<string, string>
  fill(payload: unknown, headers?: Record<string, string>, url?: string): Promise<Answer>
  drink(key: string | undefined, headers?: Record<string, string>): Promise<Answer>
  close(): Promise<void>
}

export async function openTestProduct(): Promise<TestProduct> {
  const engine = await testEngine()
  await seedAccounts(engine)
  const lines: string[] = []
  const leaving = { abandon: async () => {}, erasers: [] }
  const none = async () => new Set<string>()
  const joining = { joined: [], haveOrders: none, haveBought: none }
  const server = await makeServer(engine, {
    routes: [accountRoutes(leaving, joining), testRoutes],
    sandbox: true,
    limits: { claims: 12 },
    log: pino({}, { write: (line: string) => void lines.push(line) }),
  })
  const tokens = await signInAll(server)
  const as = (who: string) => ({ authorization: tokens.get(who) ?? '' })
  return {
    engine,
    server,
    lines,
    as,
    fill: async (payload, headers = {}, url = `/v1/cups/${ID}`) =>
      server.inject({
        method: 'POST',
        url,
        payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
        headers: { 'content-type': 'application/json', ...as('customer'), ...headers },
      }),
    drink: async (key, headers = {}) =>
      server.inject({
        method: 'POST',
        url: '/v1/drinks',
        headers: {
          ...as('customer'),
          ...(key !== undefined && { 'idempotency-key': key }),
          ...headers,
        },
      }),
    async close() {
      await server.close()
      await engine.close()
    },
  }
}

async function signInAll(server: Server): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map<string, string>()
  for (const who of ['customer', 'owner', 'admin']) {
    const answer = await server.inject({
      method: 'POST',
      url: '/v1/auth/sign-in/email',
      payload: { email: `${who}@jari.local`, password: 'sandbox-only' },
    })
    tokens.set(who, `Bearer ${answer.json().token}`)
  }
  return tokens
}

/** Status, and the last segment of a problem's type. */
export const verdict = (answer: { statusCode: number; body: string }) => [
  answer.statusCode,
  JSON.parse(answer.body).type?.split('/').at(-1),
]
