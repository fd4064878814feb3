import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { later, wallDate } from '../kernel/time.ts'
import type { Tx } from '../postgres/sql.ts'
import { insertTicket, writeTerms } from './queries.ts'
import { DEFAULT_TERMS } from './rules.ts'

export interface DemoParty {
  readonly party: number
  readonly name: string
}

/** A line that is on, with parties that the desk has entered today. */
export async function writeDemoLine(
  { newId, keyRing }: Engine,
  tx: Tx,
  { id: storeId, timeZone }: { readonly id: Id<'Store'>; readonly timeZone: string },
  parties: readonly DemoParty[],
): Promise<void> {
  await writeTerms(tx, storeId, { ...DEFAULT_TERMS, isOn: true })
  for (const [at, { party, name }] of parties.entries())
    await insertTicket(tx, {
      ...{ storeId, id: newId<'DoorTicket'>(), day: wallDate(tx.now, timeZone), number: at + 1 },
      ...{ holderId: null, party, name: keyRing.seal(name), phone: null, phoneIndex: null },
      rankedAt: later(tx.now, at / 1000),
    })
}
