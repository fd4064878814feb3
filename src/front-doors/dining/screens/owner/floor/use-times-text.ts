import { wallDateAt, wallTimeAt } from '../../../../../kernel/format.ts'
import type { FloorAnswer } from './floor-queries.ts'
import { useFloorText } from './text.ts'

interface Stay {
  readonly startsAt: string
  readonly endsAt: string
}

/** When a stay begins and ends, as the floor of a date says it: beyond its midnights, on which day. */
export function useTimesText({ date, timeZone }: Pick<FloorAnswer, 'date' | 'timeZone'>) {
  const t = useFloorText()
  const textOf = (instant: string) => {
    const at = new Date(instant)
    const [day, time] = [wallDateAt(at, timeZone), wallTimeAt(at, timeZone)]
    if (day === date) return time
    return t(day > date ? 'nextDay' : 'dayBefore', { time })
  }
  return {
    timeOf: ({ startsAt }: Pick<Stay, 'startsAt'>) => textOf(startsAt),
    endOf: ({ endsAt }: Pick<Stay, 'endsAt'>) => textOf(endsAt),
  }
}
