import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { addDays, startOfDay, type WallDate, wallDate } from '../../kernel/time.ts'
import { answerOnce, type Once } from '../../postgres/once.ts'
import type { Queryable, Tx } from '../../postgres/sql.ts'
import { onOwn, readOwn, type StoreAsk } from '../../stores/operations.ts'
import { codeText } from './offers.ts'
import { instantAt, lockOne, type PerformanceAsk, takenAt, type Wall } from './owner-asks.ts'
import * as owned from './owner-queries.ts'
import * as presale from './presale-queries.ts'
import * as queries from './queries.ts'
import * as rules from './rules.ts'
import { seatText } from './seat-rules.ts'

/** How many seats one order may have; claims read it with their facts. Problem: concert-missing. */
export const setSeatsPerOrder = (engine: Engine, ask: StoreAsk, seatsPerOrder: number) =>
  onOwn(engine, ask, async (tx, { id }) => {
    await queries.writeLimit(tx, id, seatsPerOrder)
    return { seatsPerOrder }
  })

// ── seats that are not for sale ──

async function viewHeldBack(on: Queryable, { storeId, performanceId }: PerformanceAsk) {
  const found = await owned.listHeldBack(on, storeId, performanceId)
  return {
    data: found.map(({ seatId, note, heldAt, ...words }) => ({
      ...{ seatId, note, seat: seatText(words) },
      heldAt: heldAt.toISOString(),
    })),
  }
}

/** Problems in order: concert-missing, performance-missing. */
export async function listHeldBack(engine: Engine, ask: PerformanceAsk) {
  const { id } = await readOwn(engine, ask)
  const cell = engine.cell(id)
  if (!(await queries.readPerformance(cell, id, ask.performanceId)))
    throw rules.performanceMissing()
  return viewHeldBack(cell, ask)
}

/**
 * Takes seats from sale, all or none.
 * Problems in order: concert-missing, performance-missing, seat-missing, seat-taken.
 */
export const holdBack = (
  engine: Engine,
  ask: PerformanceAsk & { readonly seatIds: readonly number[]; readonly note: string },
) =>
  onOwn(engine, ask, async (tx) => {
    const { storeId, seatIds } = ask
    await lockOne(tx, ask)
    const known = new Set((await owned.listKnownSeats(tx, storeId, seatIds)).map(({ id }) => id))
    const missing = seatIds.filter((id) => !known.has(id))
    if (missing.length > 0) throw rules.seatMissing({ seatIds: missing })
    const taken = new Set(await takenAt(tx, ask))
    const sold = seatIds.filter((id) => taken.has(id))
    if (sold.length > 0) throw rules.seatTaken({ seatIds: sold })
    await owned.insertHeldBack(tx, storeId, ask)
    await owned.publishSeats(tx, storeId, ask, 0)
    return viewHeldBack(tx, ask)
  })

/** Problems in order: concert-missing, performance-missing. */
export const release = (
  engine: Engine,
  ask: PerformanceAsk & { readonly seatIds: readonly number[] },
) =>
  onOwn(engine, ask, async (tx) => {
    await lockOne(tx, ask)
    const released = await owned.deleteHeldBack(tx, ask.storeId, ask)
    const taken = new Set(await takenAt(tx, ask))
    const seatIds = released.map(({ seatId }) => seatId).filter((seatId) => !taken.has(seatId))
    await owned.publishSeats(tx, ask.storeId, { ...ask, seatIds }, 1)
    return viewHeldBack(tx, ask)
  })

// ── presale ──

const codeView = ({
  validFrom,
  validUntil,
  performanceIds,
  ...code
}: presale.StoredCode & { readonly used: number; readonly retired: boolean }) => ({
  ...code,
  validFrom: validFrom.toISOString(),
  validUntil: validUntil.toISOString(),
  performanceIds: performanceIds && [...performanceIds],
})

/** Problem: concert-missing. */
export async function listCodes(engine: Engine, ask: StoreAsk) {
  const { id } = await readOwn(engine, ask)
  return { data: (await presale.listCodes(engine.cell(id), id)).map(codeView) }
}

/**
 * Problems in order: concert-missing, those of the key, time-skipped, sales-window,
 * presale-code-taken, performance-missing.
 */
export const addCode = (
  engine: Engine,
  ask: StoreAsk,
  draft: {
    readonly name: string
    readonly code?: string
    readonly validFrom: Wall
    readonly validUntil: Wall
    readonly usesMost: number
    /** Left out: all performances. */
    readonly performanceIds?: readonly Id<'Performance'>[]
  },
  once?: Once,
) =>
  onOwn(engine, ask, (tx, { timeZone }) =>
    answerOnce(tx, once, async () => {
      const code: presale.StoredCode = {
        id: engine.newId<'PresaleCode'>(),
        name: draft.name,
        code: codeText(draft.code ?? engine.newCode(8)),
        validFrom: instantAt(draft.validFrom, timeZone),
        validUntil: instantAt(draft.validUntil, timeZone),
        usesMost: draft.usesMost,
        performanceIds: draft.performanceIds ?? null,
      }
      if (code.validFrom >= code.validUntil) throw rules.salesWindow()
      if ((await presale.insertCode(tx, ask.storeId, code)) === 0) throw rules.codeTaken()
      await narrow(tx, ask, code)
      return codeView({ ...code, used: 0, retired: false })
    }),
  )

/** Problem: performance-missing. */
async function narrow(tx: Tx, { storeId }: StoreAsk, { id, performanceIds }: presale.StoredCode) {
  if (!performanceIds) return
  const written = await presale.insertCodePerformances(tx, storeId, id, performanceIds)
  if (written < performanceIds.length) throw rules.performanceMissing()
}

/** Problems in order: concert-missing, presale-code-missing. */
export const retireCode = (
  engine: Engine,
  ask: StoreAsk & { readonly codeId: Id<'PresaleCode'> },
) =>
  onOwn(engine, ask, async (tx) => {
    if ((await presale.retireCode(tx, ask.storeId, ask.codeId)) === 0) throw rules.codeMissing()
  })

// ── sales ──

const SHOWN_DAYS = 30

/** Paid seats of some days by hour and by level. Problem: concert-missing. */
export async function showSales(
  engine: Engine,
  ask: StoreAsk & {
    readonly from?: WallDate
    readonly to?: WallDate
    readonly performanceId?: Id<'Performance'>
  },
) {
  const { id, timeZone, currency, now } = await readOwn(engine, ask)
  const to = ask.to ?? wallDate(now, timeZone)
  const between = {
    begins: startOfDay(ask.from ?? addDays(to, 1 - SHOWN_DAYS), timeZone),
    ends: startOfDay(addDays(to, 1), timeZone),
  }
  const cell = engine.cell(id)
  const [hours, levels] = await Promise.all([
    owned.countSales(cell, id, between, ask.performanceId ?? null),
    queries.listLevels(cell, id),
  ])
  return {
    hours: hours.map(({ at, ...rest }) => ({ at: at.toISOString(), ...rest })),
    levels: levels.map(({ code, name }) => {
      const sold = hours.filter(({ level }) => level === code)
      const amount = sold.reduce((sum, one) => sum + one.amount, 0)
      const seats = sold.reduce((sum, one) => sum + one.seats, 0)
      return { level: code, name, seats, sum: { amount, currency } }
    }),
  }
}
