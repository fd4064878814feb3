import type { Engine } from '../../engine.ts'

const READ_AT_ONCE = 50

/**
 * The ids of people who have bought nothing.
 *
 * @param list reads them in order, after an id
 */
export async function withoutBuyers(
  engine: Engine,
  haveBought: (engine: Engine, accountIds: readonly string[]) => Promise<ReadonlySet<string>>,
  list: (after: string | undefined, most: number) => Promise<readonly { readonly id: string }[]>,
): Promise<string[]> {
  const found: string[] = []
  let after: string | undefined
  do {
    const ids = (await list(after, READ_AT_ONCE)).map(({ id }) => id)
    const buyers = ids.length > 0 ? await haveBought(engine, ids) : new Set()
    found.push(...ids.filter((id) => !buyers.has(id)))
    after = ids.length === READ_AT_ONCE ? ids.at(-1) : undefined
  } while (after)
  return found
}
