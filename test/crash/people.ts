import { type ChildProcess, spawn } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { type Agent, request } from 'node:http'
import process from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { sessionSecret } from '../../src/accounts/sessions.ts'
import type { Id } from '../../src/kernel/id.ts'
import { sql } from '../../src/postgres/sql.ts'
import type { TestEngine } from '../engine.ts'
import { watchChild } from '../watchdog.ts'

// Many people, and the servers that they ask.

export interface ServerProcess {
  readonly child: ChildProcess
  readonly address: string
}

/** A server process with jobs on the database of an engine. */
export async function openServer({
  databaseUrl,
  sandboxUrl,
}: Pick<TestEngine, 'databaseUrl' | 'sandboxUrl'>): Promise<ServerProcess> {
  const argument = JSON.stringify({ databaseUrl, sandboxUrl, jobs: true })
  const child = spawn(process.execPath, ['test/crash/server.ts', argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  watchChild(child)
  const [address] = await once(child.stdout, 'data')
  return { child, address: String(address).trim() }
}

export interface SignedIn {
  readonly accountId: Id<'Account'>
  readonly authorization: string
}

/** So many customers who are signed in. */
export async function givenPeople(engine: TestEngine, count: number): Promise<SignedIn[]> {
  const people = await engine.database.rows<{ id: Id<'Account'>; at: string }>(sql`
    with people as (
      insert into accounts (id, email, email_verified, name, created_at, updated_at)
      select gen_random_uuid(), 'person' || at || '@crowd.test', true, '손님', now(), now()
        from generate_series(1, ${count}::integer) as at
      returning id, substring(email from '[0-9]+') as at
    ), accepted as (
      insert into acceptances (id, account_id, kind, version, given, language, at)
      select gen_random_uuid(), id, kind, 1, true, 'ko', now()
        from people cross join unnest(array['terms', 'age']) as kind
    ), opened as (
      insert into sessions (id, account_id, token, expires_at, created_at, updated_at)
      select gen_random_uuid(), id, 'session-of-person-' || at, now() + interval '1 day', now(),
             now()
        from people
    )
    select id, at from people
  `)
  const secret = sessionSecret(engine)
  return people.map(({ id, at }) => {
    const token = `session-of-person-${at}`
    const signature = createHmac('sha256', secret).update(token).digest('base64')
    return { accountId: id, authorization: `Bearer ${token}.${signature}` }
  })
}

export interface Answer {
  readonly status: number
  readonly body: { readonly type?: string; readonly [member: string]: unknown }
}

export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: object | undefined
}

/** One request to a server; status 0 when there was no answer. */
export const askOnce = (
  agent: Agent,
  address: string,
  { method, path, headers, body }: Asked,
): Promise<Answer> =>
  new Promise((resolve) => {
    const text = body ? JSON.stringify(body) : ''
    const json = body && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    }
    const lost = () => resolve({ status: 0, body: {} })
    const sent = request(
      new URL(path, address),
      { agent, method, headers: { ...headers, ...json }, timeout: 15_000 },
      (answer) => {
        let read = ''
        answer.setEncoding('utf8')
        answer.on('data', (some: string) => {
          read += some
        })
        answer.on('error', lost)
        answer.on('end', () => {
          try {
            resolve({ status: answer.statusCode ?? 0, body: JSON.parse(read) ?? {} })
          } catch {
            lost()
          }
        })
      },
    )
    sent.on('error', lost)
    sent.on('timeout', () => sent.destroy(new Error('no answer')))
    sent.end(text)
  })

const REPEATED = /idempotency-key-in-flight|outcome-unknown/

/** Sends a request again, under the same key and to another server, until it is answered for certain. */
export async function askUntilCertain(
  agent: Agent,
  servers: readonly ServerProcess[],
  turn: number,
  asked: Asked,
): Promise<Answer> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { address } = servers[(turn + tries) % servers.length] as ServerProcess
    const answer = await askOnce(agent, address, asked)
    const isCertain = answer.status !== 0 && answer.status < 500
    if (isCertain && !REPEATED.test(answer.body.type ?? '')) return answer
    await pause(100 + 50 * Math.random())
  }
  throw new Error(`${asked.method} ${asked.path} was never answered`)
}
