import type { Engine } from '../../engine.ts'
import type { Scope } from '../../kernel/endpoint.ts'
import { orThrow } from '../../kernel/problem.ts'
import { readNow } from '../../postgres/now.ts'
import { answerOnce, type Once } from '../../postgres/once.ts'
import type { Tx } from '../../postgres/sql.ts'
import * as accounts from '../queries.ts'
import { notAllowed } from '../rules.ts'
import { sessions } from '../sessions.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { hashSecret, newSecret } from './secret.ts'
import { apiKeyView } from './view.ts'

interface MakeKeyAsk {
  readonly accountId: string
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Null: never. */
  readonly expiresInDays: number | null
  readonly once: Once | undefined
}

/**
 * Makes a key. The secret is only in this answer, which is stored sealed for a repetition under the
 * same idempotency key, and otherwise not at all.
 * Problems in order: not-allowed, those of the idempotency key, too-many-keys.
 */
export const makeKey = (engine: Engine, { once, ...ask }: MakeKeyAsk) =>
  engine.house.transaction(async (tx) => {
    const account = await accounts.lockAccount(tx, ask.accountId)
    if (!account || !rules.mayHaveKeys(account.role)) throw notAllowed() // the current role
    return answerOnce(tx, once, () => insertNewKey(engine, tx, ask), engine.keyRing)
  })

async function insertNewKey(engine: Engine, tx: Tx, ask: Omit<MakeKeyAsk, 'once'>) {
  const slot = orThrow(rules.freeSlot(await queries.takenSlots(tx, ask.accountId)))
  const secret = newSecret(engine)

  const key = await queries.insertKey(tx, {
    ...ask,
    id: engine.newId(),
    slot,
    name: ask.name,
    secretHash: hashSecret(secret),
  })
  return { key: apiKeyView(key), secret }
}

/** Newest first, each as it is now. */
export async function listKeys(engine: Engine, accountId: string): Promise<queries.ApiKey[]> {
  const { now } = await readNow(engine.house)
  return queries.listKeys(engine.house, now, accountId)
}

/** Revokes a key. Problem: api-key-missing. */
export async function revokeKey(
  engine: Engine,
  ask: { readonly id: string; readonly accountId: string },
): Promise<void> {
  const { now } = await readNow(engine.house)
  if (!(await queries.revokeKey(engine.house, now, ask))) throw rules.apiKeyMissing()
  sessions(engine).evictAccount(ask.accountId)
}

/** A job: removes old keys from table and list; they are invalid already. */
export async function forgetOldApiKeys(engine: Engine): Promise<number> {
  const { now } = await readNow(engine.house)
  return queries.removeOldKeys(engine.house.patient, now)
}
