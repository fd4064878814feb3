import type { Static } from 'typebox'
import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { orThrow } from '../../kernel/problem.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../../stores/operations.ts'
import { type RefusedLine, readHall } from './csv-rules.ts'
import type { HallView } from './hall-contract.ts'
import * as hallRules from './hall-rules.ts'
import { readLibrary } from './library.ts'
import * as owned from './owner-queries.ts'
import * as performances from './performance-queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'

type View = Static<typeof HallView>

/** Rows that one statement writes: it has a few seconds. */
const WRITTEN_MOST = 5_000

/** The hall of a concert of one's own. Problems in order: concert-missing, hall-missing. */
export async function showHall(engine: Engine, ask: StoreAsk): Promise<View> {
  const { id, currency } = await readOwn(engine, ask)
  const view = await viewHall(engine.cell(id), id, currency)
  if (!view) throw rules.hallMissing()
  return view
}

async function viewHall(
  on: Queryable,
  storeId: Id<'Store'>,
  currency: Currency,
): Promise<View | undefined> {
  const facts = await queries.readHallFacts(on, storeId)
  if (!facts) return undefined
  const [levels, counts] = await Promise.all([
    queries.listLevels(on, storeId),
    owned.countSeats(on, storeId),
  ])
  const sum = (some: readonly { readonly seats: number }[] = []) =>
    some.reduce((all, { seats }) => all + seats, 0)
  const bySection = Map.groupBy(counts, ({ section }) => section)
  const byLevel = Map.groupBy(counts, ({ level }) => level)
  return {
    ...facts,
    sections: [...bySection].map(([name, some]) => ({
      name,
      rows: Math.max(...some.map(({ rows }) => rows)),
      seats: sum(some),
    })),
    levels: levels.map((level) => ({ ...level, seats: sum(byLevel.get(level.code)) })),
    currency,
  }
}

interface Layout {
  readonly name: string
  readonly seats: readonly hallRules.PlacedSeat[]
}

/**
 * Lays out a hall by sections and rows.
 * Problems in order: too-many-seats, concert-missing, those of `checkHall`, seats-in-use.
 */
export const putHall = async (
  engine: Engine,
  ask: StoreAsk,
  draft: { readonly name: string; readonly sections: readonly hallRules.SectionDraft[] },
) => {
  orThrow(hallRules.checkCount(draft.sections))
  const seats = hallRules.layOut(draft.sections)
  return onOwn(engine, ask, (tx, { currency }) =>
    layOutIn(tx, ask.storeId, currency, { name: draft.name, seats }),
  )
}

/** Lines that are named in an answer. */
const REFUSED_MOST = 100

/** The same from CSV. Problems in order: those of `readHall`, no-seat-lines, those of `putHall`. */
export async function importHall(
  engine: Engine,
  ask: StoreAsk & { readonly name: string; readonly csv: string },
): Promise<{ hall: View; refused: readonly RefusedLine[]; refusedLines: number }> {
  const { seats, refused } = orThrow(readHall(ask.csv))
  const shown = refused.slice(0, REFUSED_MOST)
  const hall = await onOwn(engine, ask, (tx, { currency }) => {
    if (seats.length === 0)
      throw rules.noSeatLines({ refused: shown.map(({ line, why }) => ({ line, why: why.ko })) })
    return layOutIn(tx, ask.storeId, currency, { name: ask.name, seats })
  })
  return { hall, refused: shown, refusedLines: refused.length }
}

/** The same as a hall of the library. Problems in order: hall-unknown, those of `putHall`. */
export async function takeLibraryHall(engine: Engine, ask: StoreAsk, code: string) {
  const found = (await readLibrary()).find((hall) => hall.code === code)
  if (!found) throw rules.hallUnknown()
  return onOwn(engine, ask, async (tx, { currency }) => {
    await addLevels(tx, ask.storeId, found.levels)
    const seats = hallRules.layOut(found.sections)
    return layOutIn(tx, ask.storeId, currency, { name: found.name, seats })
  })
}

/** Makes the levels that are missing, free of charge. */
async function addLevels(tx: Tx, storeId: Id<'Store'>, codes: readonly string[]): Promise<void> {
  const known = await queries.listLevels(tx, storeId)
  const missing = codes.filter((code) => !known.some((level) => level.code === code))
  if (missing.length === 0) return
  const added = missing.map((code) => ({ code, name: `${code}석`, price: 0 }))
  await owned.writeLevels(tx, storeId, [...known, ...added])
}

/** Writes the seats of a concert, which is locked. */
export async function layOutIn(
  tx: Tx,
  storeId: Id<'Store'>,
  currency: Currency,
  { name, seats }: Layout,
): Promise<View> {
  await performances.lockPerformances(tx, storeId)
  const levels = await queries.listLevels(tx, storeId)
  const refused = hallRules.checkHall(
    seats,
    levels.map(({ code }) => code),
  )
  if (refused) throw refused
  const change = hallRules.changeHall(await owned.listStoredSeats(tx, storeId), seats)
  if (change.touched.length > 0) {
    const taken = await performances.listTakenSeats(tx, storeId, tx.now)
    orThrow(hallRules.mayChange(change, new Set(taken.map(({ seatId }) => seatId))))
  }
  for (let at = 0; at < change.written.length; at += WRITTEN_MOST)
    await owned.writeSeats(tx, storeId, change.written.slice(at, at + WRITTEN_MOST))
  if (change.retired.length > 0) {
    await owned.retireSeats(tx, storeId, change.retired)
    await owned.dropHeldBack(tx, storeId, change.retired)
  }
  await owned.writeHall(tx, storeId, name, seats.length)
  return (await viewHall(tx, storeId, currency)) as View
}

/** Problem: concert-missing. */
export async function listLevels(engine: Engine, ask: StoreAsk) {
  const { id, currency } = await readOwn(engine, ask)
  return { data: await queries.listLevels(engine.cell(id), id), currency }
}

/**
 * Writes all price levels. Orders keep their prices.
 * Problems in order: concert-missing, level-named-twice, level-in-use.
 */
export const putLevels = (engine: Engine, ask: StoreAsk, levels: readonly rules.Level[]) =>
  onOwn(engine, ask, async (tx) => {
    const codes = levels.map(({ code }) => code)
    if (new Set(codes).size < codes.length) throw rules.levelNamedTwice()
    await performances.lockPerformances(tx, ask.storeId)
    const used = await owned.retireOtherLevels(tx, ask.storeId, codes)
    if (used.length > 0) throw rules.levelInUse({ levels: used.map(({ code }) => code) })
    await owned.writeLevels(tx, ask.storeId, levels)
    await owned.raiseVersion(tx, ask.storeId)
    return { data: await queries.listLevels(tx, ask.storeId) }
  })
