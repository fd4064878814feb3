import type { Static, TObject } from 'typebox'
import { type Engine, perEngine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { sharedRead } from '../../kernel/shared-read.ts'
import { readNow } from '../../postgres/now.ts'
import type { PicturedStore } from '../../stores/queries.ts'
import type { cardMembers } from './contract.ts'
import * as queries from './queries.ts'
import { performanceView } from './view.ts'

type Card = Static<TObject<typeof cardMembers>>

/** The next date and the prices of concerts: concurrent callers of a page share one read. */
export async function readCards(
  engine: Engine,
  stores: readonly PicturedStore[],
): Promise<ReadonlyMap<string, Card>> {
  const byCell = Map.groupBy(stores, ({ id }) => engine.cell(id))
  const facts = await Promise.all(
    [...byCell.values()].map((some) => factsOf(engine)(some.map(({ id }) => id).join(' '))),
  )
  const known = new Map(facts.flatMap(({ of }) => [...of]))
  const now = facts[0]?.now ?? new Date(0)
  return new Map(
    stores.map((store): [string, Card] => {
      const { next, prices = null } = known.get(store.id) ?? {}
      if (!next) return [store.id, { next: null, prices }]
      const view = performanceView(next, store, undefined, now)
      const { startsAt, date, time, status, salesFrom } = view
      return [store.id, { next: { startsAt, date, time, status, salesFrom }, prices }]
    }),
  )
}

interface Facts {
  readonly next: queries.PerformanceCount | undefined
  readonly prices: Card['prices']
}

const factsOf = perEngine((engine) =>
  sharedRead(async (key) => {
    const ids = key.split(' ') as Id<'Store'>[]
    const cell = engine.cell(ids[0] ?? '')
    const { now } = await readNow(cell)
    const [counts, ranges] = await Promise.all([
      queries.countPerformances(cell, ids, now, { isNext: true }),
      queries.listPriceRanges(cell, ids),
    ])
    const of = new Map<string, Facts>(
      ids.map((id) => {
        const range = ranges.find(({ storeId }) => storeId === id)
        const prices = range ? { least: range.least, most: range.most } : null
        return [id, { next: counts.find(({ storeId }) => storeId === id), prices }]
      }),
    )
    return { now, of }
  }),
)
