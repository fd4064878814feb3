import pg from 'pg'
import { afterEach, expect } from 'vitest'
import { bothSides, namesIn, tablesOfSchema } from './tables.ts'

/**
 * Looks at every statement that a test sends: one that names tables of a cell and of the house fails
 * it. A schema file of several statements is applied by the set-up, which is another process.
 */
const tables = await tablesOfSchema()
const known = new Map<string, readonly string[]>()
const offending = new Set<string>()

const { query } = pg.Client.prototype
pg.Client.prototype.query = function (this: pg.Client, ...asked: unknown[]) {
  const [first] = asked as [string | { readonly text?: string } | undefined]
  const text = typeof first === 'string' ? first : (first?.text ?? '')
  const found = known.get(text) ?? bothSides(namesIn(text), tables)
  known.set(text, found)
  if (found.length > 0) offending.add(text)
  return (query as (...asked: unknown[]) => unknown).apply(this, asked)
} as never

afterEach(() => {
  const found = [...offending]
  offending.clear()
  expect(found, 'statements that name tables of a cell and of the house').toEqual([])
})
