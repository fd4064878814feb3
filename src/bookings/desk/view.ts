import type { Engine } from '../../engine.ts'
import { later } from '../../kernel/time.ts'
import { openBooker } from '../booker.ts'
import { QUARTER_MINUTES } from '../quarter-rules.ts'
import { marksAt } from '../visits/rules.ts'
import type { DeskRow } from './day-queries.ts'

/** What every desk shows of a booking, beside what only its door knows. */
export const deskView = (
  engine: Engine,
  row: DeskRow,
  { timeZone, now }: { readonly timeZone: string; readonly now: Date },
) => ({
  ...{ id: row.id, orderNumber: row.number, amount: row.amount, isHeld: row.status === 'ready' },
  startsAt: row.startsAt.toISOString(),
  endsAt: later(row.lastAt, QUARTER_MINUTES * 60).toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
  booker: row.booker && openBooker(engine, row.booker),
  note: row.note && engine.keyRing.open(row.note),
  marks: row.status === 'paid' ? marksAt({ startsAt: row.startsAt, timeZone }, now) : [],
})

/** Whether the guest has come, is called `here`, has gone, or stayed away. */
export function attendanceOf<Here extends string>(
  { visit, seatedAt, finishedAt }: Pick<DeskRow, 'visit' | 'seatedAt' | 'finishedAt'>,
  here: Here,
): 'expected' | Here | 'finished' | 'no-show' {
  if (visit === 'no-show') return 'no-show'
  if (finishedAt) return 'finished'
  return seatedAt ? here : 'expected'
}
