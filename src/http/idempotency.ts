import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Engine } from '../engine.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import { keyInFlight, keyMissing, type Once } from '../postgres/once.ts'
import { sql } from '../postgres/sql.ts'

/** A response body stored in the same transaction as its effect: the exact text to send. */
export interface Stored {
  readonly stored: string
  /** An earlier request with the same key had the effect. */
  readonly replayed?: boolean
}

/** How long a key and its answer are kept. */
const KEEP_DAYS = 30
/** A request that has not answered by then never will. */
const ANSWER_SECONDS = 120

/** 1 to 255 printable characters. */
const KEY = /^[\x21-\x7e]{1,255}$/

/** The idempotency key of a request, bound to the caller and to a fingerprint of the request. */
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

/** Allows one request a key at a time in this process; others get `idempotency-key-in-flight`. */
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
 * Deletes keys older than 30 days, and those whose request died before it stored an answer, so that
 * it can be retried. At most `most` at once.
 * @returns how many were deleted; `most` means that there may be more
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
