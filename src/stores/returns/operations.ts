import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { orThrow } from '../../kernel/problem.ts'
import type { Queryable } from '../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../operations.ts'
import { parseUrl } from './parse.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

/** The origins that a store allows. Problem: store-missing. */
export async function listOrigins(engine: Engine, ask: StoreAsk): Promise<string[]> {
  const { id } = await readOwn(engine, ask)
  return queries.readOrigins(engine.cell(id), id)
}

/** Replaces them. Problems in order: store-missing, return-origin-unfit. */
export const changeOrigins = (
  engine: Engine,
  ask: StoreAsk,
  asked: readonly string[],
): Promise<string[]> =>
  onOwn(engine, ask, async (tx, { id }) => {
    const read = asked.map((text) => orThrow(rules.readOrigin(text, parseUrl(text))))
    const origins = [...new Set(read)]
    await queries.writeOrigins(tx, id, origins)
    return origins
  })

/** Return addresses that a buyer's front end asked for; null: a page of ours. */
export interface ReturnAddresses {
  readonly success: string | null
  readonly cancel: string | null
}

/** Checks them against the store's origins. Problem: return-address-refused. */
export async function readAddresses(
  on: Queryable,
  storeId: Id<'Store'>,
  asked: { readonly successUrl?: string | undefined; readonly cancelUrl?: string | undefined },
): Promise<ReturnAddresses | undefined> {
  const { successUrl, cancelUrl } = asked
  if (successUrl === undefined && cancelUrl === undefined) return undefined
  const origins = await queries.readOrigins(on, storeId)
  const read = (text: string | undefined) =>
    text === undefined ? null : orThrow(rules.readAddress(text, parseUrl(text), origins))
  return { success: read(successUrl), cancel: read(cancelUrl) }
}
