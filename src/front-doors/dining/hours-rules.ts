import { minutesOf } from '../../bookings/quarter-rules.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import type { SeatingTerms, Service, WeeklyService } from './seating-rules.ts'

export const hoursReversed = problem<{ service: number }>('hours-reversed', 'invalid', {
  ko: '시작, 마지막 입장, 마감 시각을 차례로 입력해 주세요. 마감은 마지막 입장보다 늦어야 해요.',
  en: 'A service opens, then seats the last party, then closes. Please put the times in that order.',
})
export const hoursOverlap = problem<{ service: number }>('hours-overlap', 'invalid', {
  ko: '영업 시간이 서로 겹쳐요.',
  en: 'Two services of one day overlap.',
})
export const staysUnordered = problem('stays-unordered', 'invalid', {
  ko: '이용 시간은 인원이 적은 것부터 한 번씩만 입력해 주세요.',
  en: 'Name how long parties stay once a size, small ones first.',
})

/** Of one day. `service`: which one, from 0. Problems in order: hours-reversed, hours-overlap. */
export function refuseServices(services: readonly Service[]): Problem | undefined {
  const reversed = services.findIndex(
    ({ opens, lastSeating, closes }) =>
      minutesOf(opens) >= 1440 || opens > lastSeating || lastSeating >= closes,
  )
  if (reversed >= 0) return hoursReversed({ service: reversed })
  const overlapping = services.findIndex((one, at) =>
    services.some(
      (other, before) => before < at && one.opens < other.closes && other.opens < one.closes,
    ),
  )
  return overlapping >= 0 ? hoursOverlap({ service: overlapping }) : undefined
}

/** The same of a week, as it is written: `service` counts in it. */
export function refuseWeek(services: readonly WeeklyService[]): Problem | undefined {
  for (const [at, service] of services.entries()) {
    const before = services.slice(0, at).filter(({ weekday }) => weekday === service.weekday)
    const refused = refuseServices([...before, service])
    if (refused)
      return refused.is === hoursReversed
        ? hoursReversed({ service: at })
        : hoursOverlap({ service: at })
  }
  return undefined
}

/** Problem: stays-unordered. */
export const refuseTerms = ({ stays }: Pick<SeatingTerms, 'stays'>): Problem | undefined =>
  stays.some(({ partyMost }, at) => at > 0 && partyMost <= (stays[at - 1]?.partyMost ?? 0))
    ? staysUnordered()
    : undefined
