import { type Problem, problem } from '../../kernel/problem.ts'
import { later } from '../../kernel/time.ts'
import { QUARTER_MINUTES } from '../quarter-rules.ts'

// Beyond its hours a store enters guests only when it says that it means to.

export const closedThen = problem('closed-then', 'conflict', {
  ko: '매장이 쉬는 날이에요. 그래도 잡을까요?',
  en: 'The store is closed on that day. Book it anyway?',
})
export const timeOver = problem('time-over', 'conflict', {
  ko: '이미 지난 시간이에요. 그래도 잡을까요?',
  en: 'That time is over. Book it anyway?',
})
export const offHours = problem('off-hours', 'conflict', {
  ko: '영업시간이나 근무 시간을 벗어나요. 그래도 잡을까요?',
  en: 'That is outside of opening or working hours. Book it anyway?',
})

export const offHoursProblems = [closedThen, timeOver, offHours] as const

/** Of when it begins; the quarter that is going on is not over. Problems in order: closed-then, time-over. */
export function refuseStart(
  { isClosed, startsAt }: { readonly isClosed: boolean; readonly startsAt: Date },
  now: Date,
): Problem | undefined {
  if (isClosed) return closedThen()
  return later(startsAt, QUARTER_MINUTES * 60) <= now ? timeOver() : undefined
}
