import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import type { Tx } from '../postgres/sql.ts'
import { countedSince } from '../stores/hold-terms/deposit-rules.ts'
import { noShowsSince } from '../stores/hold-terms/rules.ts'
import type { ClaimFacts } from './claim-rules.ts'

/** What a store's rules have to know of its buyers; stores without such rules read nothing. Under the locks. */
export async function readPastOf(
  tx: Tx,
  store: ClaimFacts['store'] | undefined,
  buyerIds: readonly Id<'Account'>[],
  countVisits: Engine['countVisits'],
): Promise<Pick<ClaimFacts, 'noShows' | 'marked'>> {
  const { id, noShowsMost, depositsOf } = store ?? {}
  if (!id || (!noShowsMost && !depositsOf)) return {}
  const [all, marked] = await Promise.all([
    noShowsMost ? countVisits(tx, id, buyerIds, noShowsSince(tx.now)) : undefined,
    depositsOf ? countVisits(tx, id, buyerIds, countedSince(tx.now, depositsOf)) : undefined,
  ])
  const noShows = all && new Map([...all].map(([buyerId, { noShows }]) => [buyerId, noShows]))
  return { noShows, marked }
}
