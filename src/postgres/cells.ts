import { each } from '../kernel/each.ts'
import type { Database } from './database.ts'

/** A group of tables that holds many stores whole: no statement names those of two cells. */
export interface Cell {
  /** Part of the names of its locks and channels. */
  readonly name: string
  readonly database: Database
}

export interface Cells {
  readonly cells: readonly [Cell, ...Cell[]]
}

/** Reads rows of every cell, in the order of the cells. */
export async function readCells<Row>(
  { cells }: Cells,
  read: (on: Database) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const found = await Promise.all(cells.map(({ database }) => read(database)))
  return found.flat()
}

/**
 * A sorted page over all cells.
 *
 * @param compare the order in which `read` returns at most `limit` rows of a cell
 */
export async function pageOfCells<Row>(
  all: Cells,
  limit: number,
  compare: (one: Row, other: Row) => number,
  read: (on: Database) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const found = await readCells(all, read)
  return all.cells.length === 1 ? found : found.toSorted(compare).slice(0, limit)
}

/** The order of ids in PostgreSQL. */
export const byId = (one: { readonly id: string }, other: { readonly id: string }): number =>
  one.id < other.id ? -1 : 1

/** Finds something by an id alone, which does not tell the store: every cell is asked. */
export async function findInCells<Found>(
  { cells }: Cells,
  find: (on: Database) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const found = await Promise.all(cells.map(({ database }) => find(database)))
  return found.find((it) => it !== undefined)
}

/**
 * The cell of something that is known by its id alone. A single cell is not asked; of several, the
 * first stands in where none has it, and whoever looks there finds nothing.
 */
export async function cellWith(
  { cells }: Cells,
  find: (on: Database) => Promise<unknown>,
): Promise<Database> {
  const [first] = cells
  if (cells.length === 1) return first.database
  const found = await Promise.all(cells.map(({ database }) => find(database)))
  return (cells[found.findIndex((it) => it !== undefined)] ?? first).database
}

/**
 * Runs a job in every cell; one that fails does not keep the others from ending.
 *
 * @returns the sum of what they did
 */
export async function inCells(
  { cells }: Cells,
  work: (on: Database) => Promise<number>,
): Promise<number> {
  const [first, ...others] = cells
  if (others.length === 0) return work(first.database)
  const counts = await each(cells, { which: ({ name }) => `cell ${name}` }, ({ database }) =>
    work(database),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}
