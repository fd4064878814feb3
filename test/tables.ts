import type { Side } from '../src/schema.ts'

/** Without comments, strings and quoted names. */
export const withoutTexts = (statement: string): string =>
  statement.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/g, ' ')

const NAMED =
  /\b(?:from|join|update|into|using|table|truncate|references|on|exists)\s+(?:only\s+)?/g
const LISTED =
  /(?:public\.)?([a-z_]\w*)(?:\s+(?:as\s+)?(?!on\b|join\b|where\b|set\b)[a-z_]\w*)?\s*(,\s*)?/y

/** Words of a statement that stand where a table is named. */
export function namesIn(statement: string): Set<string> {
  const text = withoutTexts(statement).toLowerCase()
  const names = new Set<string>()
  for (const { index, 0: before } of text.matchAll(NAMED)) {
    LISTED.lastIndex = index + before.length
    for (let found = LISTED.exec(text); found; found = found[2] ? LISTED.exec(text) : null)
      names.add(found[1] as string)
  }
  return names
}

/** The tables of either side that a statement names, when it names both. */
export function bothSides(
  names: Iterable<string>,
  tables: ReadonlyMap<string, Side>,
): readonly string[] {
  const named = [...names].filter((name) => tables.has(name))
  const sides = new Set(named.map((name) => tables.get(name)))
  return sides.has('cell') && sides.has('house') ? named : []
}

const WRITES = /\binsert into\b|\bupdate [a-z_]+\b[\s\S]*?\bset\b|\bdelete from\b/
const CHOICE =
  /\bcase\b(?:(?!\bend\b)[\s\S])*\bclock_now\b|\bcoalesce\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?\bclock_now\(/

/**
 * Whether a statement reads the clock where a cluster refuses it: in anything that writes, in a case,
 * in a coalesce. A plain read may ask for the time or compare with it.
 */
export function readsClockAmiss(statement: string): boolean {
  const text = withoutTexts(statement).toLowerCase()
  return text.includes('clock_now(') && (WRITES.test(text) || CHOICE.test(text))
}
