import type { Engine } from '../../engine.ts'
import { sumInTurn } from '../../kernel/each.ts'
import type { Id } from '../../kernel/id.ts'
import { foldedOf, tokensOf } from '../../kernel/search-tokens.ts'
import { inCells } from '../../postgres/cells.ts'
import type { Tx } from '../../postgres/sql.ts'
import { provincesInEnglish } from './area-rules.ts'
import { districtInEnglish } from './romanized.ts'
import { categoryWords } from './rules.ts'
import * as queries from './words-queries.ts'

type Doors = Pick<Engine, 'doors'>

/** Writes what a store is found by; with the store locked, after each change of it. */
export async function writeWords({ doors }: Doors, tx: Tx, storeId: Id<'Store'>): Promise<void> {
  const named = await queries.readNamed(tx, storeId)
  const { name, province, district, address, tags, dishes } = named
  const door = doors.get(named.door)
  const category = categoryWords(door ?? {}, named.category)
  const synonyms = door?.synonyms?.[named.category ?? ''] ?? []
  const offers = (await door?.offerNames?.(tx, storeId)) ?? []
  const others = [
    ...[province ?? '', provincesInEnglish[province ?? ''] ?? '', district ?? ''],
    ...[category?.ko ?? '', category?.en ?? '', ...tags, ...dishes, ...offers],
  ].filter(Boolean)
  // Initials are typed of what is read on a card: these are found only when they are spelled.
  const spelled = [address, district ? districtInEnglish(district) : '', ...synonyms].filter(
    Boolean,
  )
  await queries.writeWords(tx, storeId, {
    tokens: [...new Set([name, ...others, ...spelled].flatMap(tokensOf))],
    folded: [
      ...[name, ...others].map(foldedOf),
      ...spelled.map((text) => foldedOf(text).split('\n')[0]),
    ].join('\n'),
  })
}

const AT_ONCE = 100

/**
 * A job: the same for stores that have no words yet, or those of an older version.
 *
 * @returns how many there were
 */
export const writeMissingWords = (engine: Engine): Promise<number> =>
  inCells(engine, async (on) =>
    sumInTurn(
      await queries.listWordless(on, AT_ONCE),
      ({ id }) => `store ${id}`,
      ({ id }) =>
        on.transaction(async (tx) => {
          if (!(await queries.lockWordless(tx, id))) return 0
          await writeWords(engine, tx, id)
          return 1
        }),
    ),
  )
