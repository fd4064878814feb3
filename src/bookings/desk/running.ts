import { addDays, type WallDate, wallDate } from '../../kernel/time.ts'
import { quarterNow, type ServiceStart } from './rules.ts'
import type { RunningReads } from './running-reads.ts'
import { isAfternoon, quarterOf, recentOf, runningDate } from './running-rules.ts'

interface StoreNow {
  readonly timeZone: string
  readonly now: Date
}

/** The date whose service goes on at a store, else today; only in the morning it is read. */
export async function readRunning(
  { timeZone, now }: StoreNow,
  reads: RunningReads,
): Promise<WallDate> {
  const date = wallDate(now, timeZone)
  if (isAfternoon(timeZone, now)) return date
  const [[before = [], today = []], recent] = await Promise.all([
    reads.openings([addDays(date, -1), date]),
    reads.recent(recentOf(now)),
  ])
  return runningDate({ timeZone, before, today, recent }, now)
}

/** When somebody is entered: as it is asked for, else now, of the service that goes on. */
export async function readStart(
  store: StoreNow,
  { date, time }: Partial<ServiceStart>,
  reads: RunningReads,
): Promise<ServiceStart> {
  const wall = quarterNow(store.timeZone, store.now)
  if (date !== undefined || time !== undefined)
    return { date: date ?? wall.date, time: time ?? wall.time }
  return quarterOf(await readRunning(store, reads), store.timeZone, store.now)
}
