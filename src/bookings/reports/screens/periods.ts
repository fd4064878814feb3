import { addDays, addMonths } from '../../../kernel/format.ts'

/** Dates of a report, both included. */
export interface Period {
  readonly from: string
  readonly to: string
}

export const presets = ['week', 'month', 'before'] as const
export type Preset = (typeof presets)[number]

const lastOf = (month: string): string => addDays(`${addMonths(month, 1)}-01`, -1)

/** The dates of a preset on a date: its week from Sunday, its month, or the one before. */
export function periodOf(preset: Preset, today: string): Period {
  const month = today.slice(0, 7)
  if (preset === 'month') return { from: `${month}-01`, to: lastOf(month) }
  if (preset === 'before') {
    const before = addMonths(month, -1)
    return { from: `${before}-01`, to: lastOf(before) }
  }
  const from = addDays(today, -new Date(`${today}T12:00:00Z`).getUTCDay())
  return { from, to: addDays(from, 6) }
}

const DAYS_MOST = 366

export const isPeriod = ({ from, to }: Period): boolean =>
  from !== '' && to !== '' && from <= to && to <= addDays(from, DAYS_MOST - 1)
