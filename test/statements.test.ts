import { glob, readFile } from 'node:fs/promises'
import { beforeAll, expect, test } from 'vitest'
import type { Side } from '../src/schema.ts'
import { tablesOfSchema } from './schema-tables.ts'
import { bothSides, namesIn, readsClockAmiss } from './tables.ts'

/**
 * What test/statements.ts sees of the statements that run, seen of those that are written: every sql
 * template, with the templates and the fragments of the same or an imported file that it is made of.
 */
interface Written {
  readonly where: string
  readonly text: string
}

let tables: Map<string, Side>
let statements: Written[]
beforeAll(async () => {
  tables = await tablesOfSchema()
  const files = new Map<string, string>()
  for await (const path of glob('src/**/*.{ts,tsx}'))
    if (!/\.(test|fixture)\.tsx?$|\/web\//.test(path)) files.set(path, await readFile(path, 'utf8'))
  const fragments = new Map<string, string>()
  for (const [path, text] of files)
    for (const { 1: name, index, 0: head } of text.matchAll(
      /\bconst (\w+) = (?:\([^)]*\)(?:: Sql)? =>\s*)?sql`/g,
    ))
      fragments.set(`${path} ${name}`, templateAt(text, index + head.length).text)
  statements = [...files].flatMap(([path, text]) => written(path, text, fragments))
})

function written(path: string, text: string, fragments: ReadonlyMap<string, string>): Written[] {
  const found: Written[] = []
  let end = 0
  for (const { index, 0: head } of text.matchAll(/\bsql`/g)) {
    if (index < end) continue // inside of another one
    const template = templateAt(text, index + head.length)
    end = template.end
    const where = `${path}:${text.slice(0, index).split('\n').length}`
    found.push({ where, text: resolved(template.text, namesOf(path, text), fragments) })
  }
  return found
}

/** A template from its first character on, with what is nested in it, to its end. */
function templateAt(text: string, from: number): { readonly text: string; readonly end: number } {
  let at = from
  const open: string[] = ['`']
  for (; at < text.length && open.length > 0; at += 1) {
    const inText = open.at(-1) === '`'
    if (text[at] === '\\') at += 1
    else if (text[at] === '`') inText ? open.pop() : open.push('`')
    else if (inText && text.startsWith('${', at)) {
      open.push('}')
      at += 1
    } else if (!inText && text[at] === '{') open.push('}')
    else if (!inText && text[at] === '}') open.pop()
  }
  return { text: text.slice(from, at - 1), end: at }
}

/** Where the names that a file uses are written: in itself, or where it imports them from. */
function namesOf(path: string, text: string): (name: string) => string {
  const imported = new Map<string, string>()
  for (const [, names = '', from = ''] of text.matchAll(/import \{([^}]*)\} from '(\.[^']+)'/g))
    for (const name of names.split(','))
      imported.set(name.trim(), new URL(from, `file:///${path}`).pathname.slice(1))
  return (name) => `${imported.get(name) ?? path} ${name}`
}

function resolved(
  text: string,
  keyOf: (name: string) => string,
  fragments: ReadonlyMap<string, string>,
): string {
  const known = [...text.matchAll(/\$\{\s*(\w+)/g)].flatMap(
    ([, name = '']) => fragments.get(keyOf(name)) ?? [],
  )
  return [text, ...known].join('\n')
}

test('no statement that is written names tables of both', () => {
  expect(statements.length).toBeGreaterThan(200)
  const both = statements.filter(({ text }) => bothSides(namesIn(text), tables).length > 0)
  expect(both.map(({ where }) => where)).toEqual([])
})

test('no statement that writes reads the clock by itself', () => {
  expect(statements.filter(({ text }) => readsClockAmiss(text)).map(({ where }) => where)).toEqual(
    [],
  )
})

test('nothing is decided by the name of a constraint: shards give theirs suffixes', async () => {
  const named: string[] = []
  for await (const path of glob('src/**/*.{ts,tsx}'))
    if (
      !/\.(test|fixture)\.tsx?$/.test(path) &&
      /\bon constraint\b|\bset constraints (?!all)|[eE]rror\)?\??\.(constraint|table)\b/.test(
        await readFile(path, 'utf8'),
      )
    )
      named.push(path)
  expect(named).toEqual([])
})

test('statements are found with what they are made of', () => {
  const text =
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template is what is read
    'const part = sql`from accounts`\nrun(sql`select ${x({ y: 1 })} ${part} join orders on ${sql`true`}`)'
  const fragments = new Map([['a.ts part', 'from accounts']])
  const [, statement] = written('a.ts', text, fragments)
  expect(bothSides(namesIn(statement?.text ?? ''), tables)).toEqual(['orders', 'accounts'])
})

test.each([
  ['update mails set sent_at = clock_now()', true],
  ['with due as (select 1) delete from x where at < clock_now()', true],
  ['select case when at < clock_now() then 1 end', true],
  ['select coalesce(at, clock_now())', true],
  ['select clock_now() as now', false],
  ['select coalesce(at, 0), clock_now() from x where at < clock_now() for update', false],
])('the clock is looked for where a statement may not read it: %s', (statement, amiss) => {
  expect(readsClockAmiss(statement)).toBe(amiss)
})
