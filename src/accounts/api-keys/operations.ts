import type { Engine } from '../../engine.ts'
import type { Scope } from '../../kernel/endpoint.ts'
import { orThrow } from '../../kernel/problem.ts'
import { readNow } from '../../postgres/now.ts'
import * as accounts from '../queries.ts'
import { notAllowed } from '../rules.ts'
import { sessions } from '../sessions.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { hashSecret, newSecret } from './secret.ts'

interface MakeKeyAsk {
  readonly accountId: string
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Null: never. */
  readonly expiresInDays: number | null
}

/**
 * Makes a key. The secret is only in this answer; it is not stored.
 * Problems in order: not-allowed, too-many-keys.
 */
export async function makeKey(
  engine: Engine,
  ask: MakeKeyAsk,
): Promise<{ readonly key: queries.ApiKey; readonly secret: string }> {
  const secret = newSecret(engine)
  const key = await engine.database.transaction(async (tx) => {
    const account = await accounts.lockAccount(tx, ask.accountId)
    if (!account || !rules.mayHaveKeys(account.role)) throw notAllowed() // the current role
    const slot = orThrow(rules.freeSlot(await queries.takenSlots(tx, ask.accountId)))

    return queries.insertKey(tx, {
      ...ask,
      id: engine.newId(),
      slot,
      name: ask.name.trim(),
      secretHash: hashSecret(secret),
    })
  })
  return { key, secret }
}

/** Newest first, each as it is now. */
export async function listKeys(engine: Engine, accountId: string): Promise<queries.ApiKey[]> {
  const { now } = await readNow(engine.database)
  return queries.listKeys(engine.database, now, accountId)
}

/** Revokes a key. Problem: api-key-missing. */
export async function revokeKey(
  engine: Engine,
  ask: { readonly id: string; readonly accountId: string },
): Promise<void> {
  const { now } = await readNow(engine.database)
  if (!(await queries.revokeKey(engine.database, now, ask))) throw rules.apiKeyMissing()
  sessions(engine).evictAccount(ask.accountId)
}

/** A job: removes old keys from table and list; they are invalid already. */
export async function forgetOldApiKeys(engine: Engine): Promise<number> {
  const { now } = await readNow(engine.database)
  return queries.removeOldKeys(engine.database.patient, now)
}
