import { readFile, writeFile } from 'node:fs/promises'
import type { Mutant, Outcome } from './copy.ts'

export interface Result {
  readonly mutant: Mutant
  readonly outcome: Outcome
  readonly seconds: number
}

/** Broken: no test failed, but a file could not run at all. */
export function verdictOf({ failed, broken }: Outcome): 'caught' | 'survived' | 'broken' {
  if (failed.length > 0) return 'caught'
  return broken.length > 0 ? 'broken' : 'survived'
}

const DOCUMENT = 'docs/mutants.md'
const TITLE = '| without it: | in | is | by | seconds |\n| --- | --- | --- | --- | --: |'

/** The rows of the last runs, by what the code does without the bug. */
export async function readTable(): Promise<Map<string, string>> {
  const text = await readFile(DOCUMENT, 'utf8')
  const rows = text.split('\n').filter((line) => line.startsWith('| that '))
  return new Map(rows.map((row) => [row.split(' | ')[0]?.slice(2) ?? '', row]))
}

/** Writes the row of a mutant; rows of mutants that are gone go, and so do those never run. */
export async function writeTable(
  all: readonly Mutant[],
  rows: Map<string, string>,
  { mutant, outcome, seconds }: Result,
): Promise<void> {
  const cells = [
    mutant.what,
    `\`${mutant.file}\``,
    verdictOf(outcome),
    outcome.failed[0] ?? '',
    seconds.toFixed(0),
  ]
  const row = cells.map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')
  rows.set(mutant.what, `| ${row} |`)
  const known = all.flatMap(({ what }) => rows.get(what) ?? [])
  const caught = known.filter((line) => line.includes(' | caught | ')).length
  const text = await readFile(DOCUMENT, 'utf8')
  const [head = ''] = text.split('\n| ')
  const sum = `${caught} of ${known.length} are caught.`
  await writeFile(DOCUMENT, `${[head.trimEnd(), '', TITLE, ...known, '', sum].join('\n')}\n`)
}
