import pg from 'pg'
import { afterAll, afterEach, expect, inject } from 'vitest'
import { bothSides, namesIn, readsClockAmiss } from './tables.ts'

/**
 * Looks at every statement that a test sends: one that names tables of a cell and of the house, or
 * reads the clock as it writes, fails it. A schema file of several statements is applied by the set-up, which is another process.
 */
// provided by the set-up: reading the schema here would load the whole product for each test file
const tables = new Map(inject('tables'))
const known = new Map<string, boolean>()
const offending = new Set<string>()

const { query } = pg.Client.prototype
pg.Client.prototype.query = function (this: pg.Client, ...asked: unknown[]) {
  const [first] = asked as [string | { readonly text?: string } | undefined]
  const text = typeof first === 'string' ? first : (first?.text ?? '')
  const isOffending =
    known.get(text) ?? (bothSides(namesIn(text), tables).length > 0 || readsClockAmiss(text))
  known.set(text, isOffending)
  if (isOffending) offending.add(text)
  return (query as (...asked: unknown[]) => unknown).apply(this, asked)
} as never

// the next file of this process wraps it anew
afterAll(() => {
  pg.Client.prototype.query = query
})

afterEach(() => {
  const found = [...offending]
  offending.clear()
  expect(
    found,
    'statements that name tables of both sides, or read the clock as they write',
  ).toEqual([])
})
