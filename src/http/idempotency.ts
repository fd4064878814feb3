import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Engine } from '../engine.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import { keyInFlight, keyMissing, type Once } from '../postgres/once.ts'
import { sql } from '../postgres/sql.ts'

/** An answer as it was written with its effect: the exact text to send. */
export interface Stored {
  readonly stored: string
  /** True when the effect happened at an earlier request with the same key. */
  readonly replayed?: boolean
}

/** How long a key keeps its answer. */
const KEEP_DAYS = 30
/** A request that has not answered by then never will. */
const ANSWER_SECONDS = 120

/** 1 to 255 printable characters. */
const KEY = /^[\x21-\x7e]{1,255}$/

/** The key of a request, bound to who asks and to what exactly is asked. */
export function onceOf(request: FastifyRequest): Once {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !KEY.test(key)) throw keyMissing()
  const asked = `${request.method} ${request.url}\n${JSON.stringify(request.body) ?? ''}`
  return {
    scope: request.caller?.accountId ?? 'anyone',
    key,
    fingerprint: hash('sha256', asked, 'base64url'),
  }
}

/** Lets one request of a key run at a time in this process; others are told to wait. */
export function oneAtATime(): <Answer>(once: Once, work: () => Promise<Answer>) => Promise<Answer> {
  const running = new Set<string>()
  return async (once, work) => {
    const name = `${once.scope} ${once.key}`
    if (running.has(name)) throw keyInFlight()
    running.add(name)
    try {
      return await work()
    } finally {
      running.delete(name)
    }
  }
}

/**
 * Deletes keys older than 30 days, and those whose request died before it could answer: the same
 * may then be asked again. At most `most` at once.
 * @returns how many went; as many as `most` says that there may be more
 */
export async function forgetOldKeys(engine: Engine, most = 10_000): Promise<number> {
  const { patient } = engine.database
  const { now } = await readNow(patient)
  return patient.run(sql`
    delete from idempotency_keys
     where ctid = any(array(
             select ctid
               from idempotency_keys
              where created_at < ${later(now, -KEEP_DAYS * 86_400)}
                 or (answer is null and created_at < ${later(now, -ANSWER_SECONDS)})
              limit ${most}
           ))
  `)
}
