import type { Engine } from '../engine.ts'
import { onOwn, type StoreAsk } from '../stores/operations.ts'
import { publishLine } from './publish.ts'
import { writeTerms } from './queries.ts'
import type { Terms } from './rules.ts'

/** Turns a line on or off. Who waits already stays, and is called. Problem: store-missing. */
export const setTerms = (engine: Engine, own: StoreAsk, terms: Terms): Promise<Terms> =>
  onOwn(engine, own, async (tx, { id }) => {
    await writeTerms(tx, id, terms)
    await publishLine(tx, id)
    return terms
  })
