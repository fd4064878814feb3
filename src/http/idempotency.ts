import { createHash, hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Engine } from '../engine.ts'
import { canonical } from '../kernel/json.ts'
import { later } from '../kernel/time.ts'
import { inCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import { keyInFlight, keyMissing, type Once } from '../postgres/once.ts'
import { type Queryable, sql } from '../postgres/sql.ts'

/** A response body stored in the same transaction as its effect: the exact text to send. */
export interface Stored {
  readonly stored: string
  /** An earlier request with the same key had the effect. */
  readonly replayed?: boolean
}

/** How long a key and its answer are kept. */
export const KEEP_DAYS = 30
/** A request that has not answered by then never will. */
const ANSWER_SECONDS = 120

/** 1 to 255 printable characters. */
const KEY = /^[\x21-\x7e]{1,255}$/

/** The idempotency key of a request, bound to the caller and to a fingerprint of the request. */
export function onceOf(request: FastifyRequest): Once {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !KEY.test(key)) throw keyMissing()
  return { scope: request.caller?.accountId ?? 'anyone', key, fingerprint: fingerprintOf(request) }
}

/** The same JSON with its members in another order is the same request. */
function fingerprintOf({ method, url, body }: FastifyRequest): string {
  const head = `${method} ${url}\n`
  if (Buffer.isBuffer(body))
    return createHash('sha256').update(head).update(body).digest('base64url')
  return hash('sha256', head + (canonical(body) ?? ''), 'base64url')
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
export const forgetOldKeys = (engine: Engine, most = 10_000): Promise<number> =>
  inCells(engine, ({ patient }) => forgetIn(patient, most))

async function forgetIn(on: Queryable, most: number): Promise<number> {
  const { now } = await readNow(on)
  return on.run(sql`
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
