import { hashSecret } from '../accounts/api-keys/secret.ts'
import { lockAccountForShare } from '../accounts/queries.ts'
import { notAllowed } from '../accounts/rules.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { readOwn } from '../stores/operations.ts'
import type { By } from '../stores/rules.ts'
import * as queries from './queries.ts'

/** 200 random bits. */
const LETTERS = 40

export interface FeedAsk {
  readonly accountId: Id<'Account'>
  /** A store at whose desk the caller works; left out: their own bookings. */
  readonly at?: { readonly by: By; readonly storeId: Id<'Store'> }
}

/** The feed that an ask is about. Problem: store-missing. */
async function feedOf(engine: Engine, { accountId, at }: FeedAsk): Promise<queries.FeedOf> {
  if (at) await readOwn(engine, at)
  return { accountId, storeId: at?.storeId ?? null }
}

/** Since when there is an address. Problem: store-missing. */
export async function showFeed(engine: Engine, ask: FeedAsk) {
  const madeAt = await queries.readMadeAt(engine.house, await feedOf(engine, ask))
  return { madeAt: madeAt?.toISOString() ?? null }
}

/**
 * Makes a new address; only this answer has it, and the one before is dead.
 * Problems in order: store-missing, not-allowed (the account has left).
 */
export async function makeFeed(engine: Engine, ask: FeedAsk) {
  const feed = await feedOf(engine, ask)
  const secret = engine.newCode(LETTERS)
  return engine.house.transaction(async (tx) => {
    if (!(await lockAccountForShare(tx, ask.accountId))) throw notAllowed()
    await queries.putFeed(tx, feed, hashSecret(secret))
    return {
      url: `${engine.publicUrl}/calendar/${secret}.ics`,
      madeAt: tx.now.toISOString(),
    }
  })
}

/** Removes the address. Problem: store-missing. */
export async function removeFeed(engine: Engine, ask: FeedAsk) {
  await queries.removeFeed(engine.house, await feedOf(engine, ask))
  return null
}
