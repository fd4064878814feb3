import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { foldedOf, tokensOf } from '../../kernel/search-tokens.ts'
import { inCells } from '../../postgres/cells.ts'
import type { Tx } from '../../postgres/sql.ts'
import { provincesInEnglish } from './area-rules.ts'
import { categoryWords } from './rules.ts'
import * as queries from './words-queries.ts'

type Doors = Pick<Engine, 'doors'>

/** Writes what a store is found by; with the store locked, after each change of it. */
export async function writeWords({ doors }: Doors, tx: Tx, storeId: Id<'Store'>): Promise<void> {
  const named = await queries.readNamed(tx, storeId)
  const { name, province, district, tags, dishes } = named
  const category = categoryWords(doors.get(named.door) ?? {}, named.category)
  const others = [
    ...[province ?? '', provincesInEnglish[province ?? ''] ?? '', district ?? ''],
    ...[category?.ko ?? '', category?.en ?? '', ...tags, ...dishes],
  ].filter(Boolean)
  await queries.writeWords(tx, storeId, {
    tokens: [...new Set([name, ...others].flatMap(tokensOf))],
    folded: [name, ...others].map(foldedOf).join('\n'),
  })
}

const AT_ONCE = 100

/**
 * A job: the same for stores that have no words yet.
 *
 * @returns how many there were
 */
export const writeMissingWords = (engine: Engine): Promise<number> =>
  inCells(engine, (on) =>
    on.transaction(async (tx) => {
      const wordless = await queries.lockWordless(tx, AT_ONCE)
      for (const { id } of wordless) await writeWords(engine, tx, id)
      return wordless.length
    }),
  )
