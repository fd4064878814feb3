import { randomUUID } from 'node:crypto'
import { insertAccount } from '../src/accounts/queries.ts'
import type { Engine } from '../src/engine.ts'
import type { Server } from '../src/http/edge.ts'
import { makeServer } from '../src/http/server.ts'
import { setProofs } from '../src/proofs/settings.ts'
import { routesOf } from '../src/routes.ts'
import { acceptAs } from './consents.ts'
import { proving } from './prove.ts'
import { CHEAP_HASH } from './server.ts'

type Method = 'GET' | 'POST' | 'PUT'

interface Asking {
  /** The address that asks. */
  readonly from: string
  readonly token?: string
  readonly body?: object
  readonly key?: string
  /** Of the waiting room: a ticket or a pass. */
  readonly waiting?: string
}

/** People of many addresses who ask server processes with the limits that they have by default, by turns. */
export async function openCrowd(engines: readonly Engine[]) {
  const [engine] = engines as readonly [Engine]
  const servers = await Promise.all(
    engines.map((one) =>
      makeServer(one, { routes: routesOf(one), sandbox: false, trustProxy: 'loopback' }),
    ),
  )
  // so that proving costs the test next to nothing; the bounds hold for whoever proves
  await setProofs(engine, { fromPercent: 50, least: 1, most: 2, changedBy: engine.newId() })
  const proofs = new Map<string, number>()
  let asked = 0
  const ask = (method: Method, url: string, asking: Asking) => {
    const key = asking.key ?? randomUUID()
    return proving(
      (proof) => askOnce(method, url, { ...asking, key }, proof),
      () => proofs.set(asking.from, (proofs.get(asking.from) ?? 0) + 1),
    )
  }
  async function askOnce(
    method: Method,
    url: string,
    { from, token, body, key, waiting }: Asking,
    proof: Readonly<Record<string, string>>,
  ) {
    asked += 1
    const answer = await (servers[asked % servers.length] as Server).inject({
      ...{ method, url },
      headers: {
        ...{ 'x-forwarded-for': from, ...(key && { 'idempotency-key': key }), ...proof },
        ...(waiting && { 'waiting-token': waiting }),
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body && { payload: body }),
    })
    return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
  }
  return {
    ask,
    /** How often an address has proven work. */
    proofs,
    /** A new account, made without its sign-up: the budgets hold even where accounts cost nothing. */
    async account(from: string) {
      const id = engine.newId()
      const email = `${randomUUID()}@example.com`
      const credential = { credentialId: engine.newId(), passwordHash: CHEAP_HASH }
      const person = { id, email, name: '김손님', role: 'customer' } as const
      await insertAccount(engine.house, person, credential)
      await acceptAs(engine, id)
      const body = { email, password: 'correct horse battery' }
      const signedIn = await ask('POST', '/v1/auth/sign-in/email', { from, body })
      return { id, token: signedIn.body.token as string }
    },
    async close() {
      for (const server of servers) await server.close()
    },
  }
}
