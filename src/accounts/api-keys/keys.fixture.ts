import type { InjectOptions } from 'fastify'
import { Type } from 'typebox'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import type { Limits, Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { makeServer } from '../../http/server.ts'
import { endpoint, type Scope } from '../../kernel/endpoint.ts'
import { OrNull, Shape } from '../../kernel/shape.ts'
import { seedAccounts } from '../operations.ts'
import { accountRoutes } from '../routes.ts'

/** A small product to test keys with: bells that are rung, listed and hung up. */
const Asked = Shape({
  accountId: OrNull(Type.String()),
  role: OrNull(Type.String()),
  keyId: OrNull(Type.String()),
})
const ringBell = endpoint({
  name: 'ringBell',
  method: 'POST',
  path: '/v1/bells/rings',
  summary: 'Ring',
  role: 'admin',
  scope: 'timetables:reserve',
  answer: Asked,
  problems: [],
})
const hangBell = endpoint({
  name: 'hangBell',
  method: 'POST',
  path: '/v1/bells',
  summary: 'Hang up a bell',
  role: 'owner',
  answer: Asked,
  problems: [],
})
const lookAtBells = endpoint({
  name: 'lookAtBells',
  method: 'GET',
  path: '/v1/bells',
  summary: 'Look at bells; more is shown to who may',
  role: 'anyone',
  scope: 'shops:read',
  answer: Asked,
  problems: [],
})

function bells(server: Server): void {
  for (const one of [ringBell, hangBell, lookAtBells])
    serve(server, one, ({ caller }) => ({
      accountId: caller?.accountId ?? null,
      role: caller?.role ?? null,
      keyId: caller?.key?.id ?? null,
    }))
}

export type Headers = Record<string, string>
type Answer = Awaited<ReturnType<Server['inject']>>

export interface TestServices {
  readonly engine: TestEngine
  readonly server: Server
  readonly ids: Readonly<Record<'customer' | 'owner' | 'admin', string>>
  ask(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    headers: Headers,
    body?: object,
  ): Promise<Answer>
  /** Headers of a demo account, signed in anew. */
  as(who: 'customer' | 'owner' | 'admin'): Promise<Headers>
  makeKey(
    headers: Headers,
    scopes: readonly Scope[],
    more?: object,
  ): Promise<{ id: string; secret: string }>
  ring(secret: string): Promise<Answer>
}

export async function openTestServices(
  limits: Partial<Limits> | 'none' = 'none',
): Promise<TestServices & { close(): Promise<void> }> {
  const engine = await testEngine()
  const ids = await seedAccounts(engine)
  const leaving = { abandon: async () => {}, erasers: [] }
  const none = async () => new Set<string>()
  const joining = { joined: [], haveOrders: none, haveBought: none }
  const routes = [accountRoutes(leaving, joining), bells]
  const server = await makeServer(engine, { routes, sandbox: true, limits })
  const ask: TestServices['ask'] = (method, url, headers, body) =>
    server.inject({
      method,
      url,
      headers,
      ...(body && { payload: body as InjectOptions['payload'] }),
    } as InjectOptions)
  return {
    engine,
    server,
    ids,
    ask,
    async as(who) {
      const person = { email: `${who}@jari.local`, password: 'sandbox-only' }
      const signedIn = await ask('POST', '/v1/auth/sign-in/email', {}, person)
      return { authorization: `Bearer ${signedIn.json().token}` }
    },
    async makeKey(headers, scopes, more = {}) {
      const made = await ask('POST', '/v1/me/api-keys', headers, { name: 'bot', scopes, ...more })
      const { key, secret } = made.json()
      return { id: key.id, secret }
    },
    ring: (secret) => ask('POST', '/v1/bells/rings', { authorization: `Bearer ${secret}` }),
    async close() {
      await server.close()
      await engine.close()
    },
  }
}

/** Status, and the last segment of a problem's type. */
export const verdict = (answer: Answer) => [
  answer.statusCode,
  answer.json()?.type?.split('/').at(-1),
]
