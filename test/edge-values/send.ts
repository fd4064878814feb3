import type { InjectOptions } from 'fastify'
import type { Engine } from '../../src/engine.ts'
import { testServer } from '../server.ts'
import { type Document, judge } from './declared.ts'
import { type EdgeRequest, operationsOf, requestAt } from './requests.ts'
import { makeWorld, passer, type World } from './world.ts'

export interface Ask {
  readonly seed: number
  /** The first request; any one can be made alone. */
  readonly from: number
  readonly count: number
}

export interface Fault {
  readonly index: number
  readonly what: string
  readonly request: string
}

export interface Sent {
  readonly faults: readonly Fault[]
  readonly byStatus: ReadonlyMap<number, number>
}

/** Requests that share a world; then a fresh one, because they close stores and use up what there is. */
const WORLD_REQUESTS = 500

/** After these an account is not what it was. */
const ENDS_CALLER = /^(DELETE \/v1\/me|POST \/v1\/(me\/owner|auth\/(change-password|sign-out)))$/

/** Sends requests one after the other, and says which answers failed or were not declared. */
export async function sendEdgeValues(engine: Engine, ask: Ask): Promise<Sent> {
  const product = await testServer(engine)
  const document: Document = (await product.server.inject('/openapi.json')).json()
  const faultOf = judge(document)
  const operations = operationsOf(product.server.edge.served)
  const faults: Fault[] = []
  const byStatus = new Map<number, number>()
  let world: World | undefined
  for (let index = ask.from; index < ask.from + ask.count; index += 1) {
    if (!world || index % WORLD_REQUESTS === 0) world = await makeWorld(engine, product)
    const asked = requestAt({ seed: ask.seed, index }, operations, world.known)
    const isEnding =
      ENDS_CALLER.test(`${asked.operation.method} ${asked.operation.path}`) &&
      ['customer', 'owner', 'admin'].includes(asked.role)
    const own = isEnding ? await passer(product, asked.role) : world.headers[asked.role]
    const answer = await product.server.inject(injected(asked, own))
    byStatus.set(answer.statusCode, (byStatus.get(answer.statusCode) ?? 0) + 1)
    const what = faultOf(asked, {
      status: answer.statusCode,
      contentType: `${answer.headers['content-type']}`,
      text: answer.body,
    })
    if (what) faults.push({ index, what, request: described(asked) })
  }
  await product.server.close()
  return { faults, byStatus }
}

const injected = (
  { operation, url, headers, payload }: EdgeRequest,
  own: Readonly<Record<string, string>>,
): InjectOptions => ({
  method: operation.method as 'GET',
  url,
  headers: { ...own, ...headers },
  ...(payload !== undefined && { payload }),
})

const described = ({ operation, role, url, headers, payload }: EdgeRequest): string =>
  [
    `${operation.method} ${operation.path} as ${role}: ${url.slice(0, 300)}`,
    JSON.stringify(headers).slice(0, 200),
    payload?.slice(0, 300) ?? '',
  ].join(' ')
