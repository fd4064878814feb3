import type { Answer } from './answer.ts'
import { clockNow } from './clock.ts'
import type { Ledger } from './ledger.ts'
import type { GatewayName } from './rules.ts'

interface Asked {
  readonly key: string
  readonly fingerprint: string
  readonly keptMs: number
}

/** The stored reply of an Idempotency-Key, until it expires. */
export function keptAnswer(ledger: Ledger, gateway: GatewayName, { key, keptMs }: Asked) {
  const since = clockNow(ledger).getTime() - keptMs
  const row = ledger.sql.get`
    select fingerprint, status, body from kept_answers
     where gateway = ${gateway} and key = ${key} and at > ${since}`
  if (!row) return undefined
  const answer: Answer = { status: Number(row.status), body: JSON.parse(String(row.body)) }
  return { fingerprint: String(row.fingerprint), answer }
}

/** Stores a reply; an expired one is replaced. */
export const keepAnswer = (
  { sql }: Ledger,
  gateway: GatewayName,
  { key, fingerprint }: Asked,
  { status, body }: Answer,
  now: Date,
) =>
  sql.run`
    insert into kept_answers (gateway, key, fingerprint, status, body, at)
    values (${gateway}, ${key}, ${fingerprint}, ${status}, ${JSON.stringify(body)}, ${now.getTime()})
    on conflict do update set fingerprint = excluded.fingerprint, status = excluded.status,
                              body = excluded.body, at = excluded.at`
