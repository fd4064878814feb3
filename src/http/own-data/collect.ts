import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { type Endpoint, endpoint } from '../../kernel/endpoint.ts'
import { Shape } from '../../kernel/shape.ts'
import { limitReached } from '../../limits/rules.ts'
import { take } from '../../limits/take.ts'
import { readNow } from '../../postgres/now.ts'
import type { Server } from '../edge.ts'
import { languageOf } from '../language.ts'
import { serve } from '../serve.ts'
import { uncounted } from '../uncounted.ts'
import { doorWords, keyWords } from './door-words.ts'
import { pageOf } from './page.ts'

export const exportMyData = endpoint({
  name: 'exportMyData',
  method: 'GET',
  path: '/v1/me/data',
  summary: 'Download everything that is kept about you, as JSON or as a page to read and print',
  description:
    'A member for each list of your own, as the API answers it: bookings, deliveries, wallet entries, tickets, carts, … `page` is an HTML file of the same in Korean or English (`Accept-Language`), without ids.',
  role: 'customer',
  accountsOnly: true,
  noted: 'export',
  query: Shape({
    format: Type.Optional(Type.Enum(['json', 'page'])),
    /** In which the page says instants; Korea’s by default. */
    timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  }),
  answer: Type.Unsafe<Buffer>({ type: 'object', additionalProperties: true }),
  problems: [limitReached],
})

const KOREA = 'Asia/Seoul'

/** A zone that this server does not know is no reason to keep somebody's data from them. */
function knownZone(asked = KOREA): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: asked }).resolvedOptions().timeZone
  } catch {
    return KOREA
  }
}

/** Of one list; somebody with more gets the latest. */
const ROWS_MOST = 10_000
const PAGE = 100

/**
 * Collects the answers of all endpoints that declare what they export: what the API shows of a person is
 * what is kept about them. Each is asked as that person, so that it decides what they may see. All of it counts
 * once, as an export.
 */
export function ownData(server: Server): void {
  const { engine, isLimited } = server.edge
  serve(server, exportMyData, async ({ caller, query }, reply) => {
    if (isLimited) await take(engine, [{ limit: 'exports-account', of: caller.accountId }])
    const parts = await collect(server, reply.request, caller.accountId)
    if (query.format !== 'page') {
      reply.header('content-disposition', 'attachment; filename="jari-my-data.json"')
      return Buffer.from(JSON.stringify(parts, null, 2))
    }
    const { now } = await readNow(engine.house)
    const page = pageOf(parts, {
      ...{ language: languageOf(reply.request), timeZone: knownZone(query.timeZone) },
      ...{ madeAt: now, words: [keyWords, ...[...engine.doors.values()].flatMap(doorWords)] },
    })
    reply.header('content-disposition', 'attachment; filename="jari-my-data.html"')
    return reply.type('text/html; charset=utf-8').send(page) as never
  })
}

async function collect(server: Server, request: FastifyRequest, accountId: string) {
  const parts: Record<string, unknown> = { exportedFor: accountId }
  const exporting = server.edge.served.filter(({ exported }) => exported)
  for (const one of exporting.filter(({ exported }) => typeof exported === 'string'))
    parts[`${one.exported}`] = await wholeOf(server, request, one)
  for (const one of exporting)
    if (typeof one.exported === 'object')
      parts[one.exported.as] = await eachOf(server, request, one, parts[one.exported.each])
  return parts
}

/** An answer, or all pages of a list; undefined: refused, because the person has no such thing. */
async function wholeOf(server: Server, request: FastifyRequest, { path, query }: Endpoint) {
  const isPaged = query?.properties?.cursor !== undefined
  if (!isPaged) return ask(server, request, path)
  const rows: unknown[] = []
  let cursor = ''
  do {
    const page = await ask<Page>(server, request, `${path}?limit=${PAGE}${cursor}`)
    if (!page) break
    rows.push(...page.data)
    cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`
  } while (cursor && rows.length < ROWS_MOST)
  return rows
}

interface Page {
  readonly data: readonly unknown[]
  readonly nextCursor: string | null
}

/** Asked once for each thing of another part, by its id. */
async function eachOf(server: Server, request: FastifyRequest, { path }: Endpoint, of: unknown) {
  const answers: unknown[] = []
  for (const { id } of (of ?? []) as readonly { readonly id: string }[]) {
    const answer = await ask(server, request, path.replace(/:\w+/, id))
    if (answer) answers.push(answer)
  }
  return answers
}

async function ask<Answer = unknown>(
  server: Server,
  { headers: { cookie, authorization, 'accept-language': language } }: FastifyRequest,
  url: string,
): Promise<Answer | undefined> {
  const headers = {
    ...(cookie && { cookie }),
    ...(authorization && { authorization }),
    ...(language && { 'accept-language': language }),
  }
  const answered = await uncounted(() => server.inject({ url, headers }))
  if (answered.statusCode === 200) return answered.json<Answer>()
  if (answered.statusCode === 403 || answered.statusCode === 404) return undefined
  throw new Error(`${url} answered ${answered.statusCode}: ${answered.body}`)
}
