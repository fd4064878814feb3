import { minutesOf, type ServiceTime } from '../../../bookings/quarter-rules.ts'
import { type Problem, problem } from '../../../kernel/problem.ts'
import { later, type WallDate } from '../../../kernel/time.ts'
import { hoursOn, type Person, type ShopBook, type Start } from './rules.ts'

// Beyond its hours a shop enters guests only when it says that it means to.

export const closedThen = problem('closed-then', 'conflict', {
  ko: '매장이 쉬는 날이에요. 그래도 잡을까요?',
  en: 'The shop is closed on that day. Book it anyway?',
})
export const timeOver = problem('time-over', 'conflict', {
  ko: '이미 지난 시간이에요. 그래도 잡을까요?',
  en: 'That time is over. Book it anyway?',
})
export const offHours = problem('off-hours', 'conflict', {
  ko: '근무 시간이 아니에요. 그래도 잡을까요?',
  en: 'That is outside of working hours. Book it anyway?',
})

export interface WorkAsk {
  readonly date: WallDate
  readonly time: ServiceTime
  /** Without cleaning up, which may go on after hours. */
  readonly minutes: number
}

/** Whether a person works all of the time. */
export function works(person: Person, { date, time, minutes }: WorkAsk): boolean {
  const begins = minutesOf(time)
  return hoursOn(person, date).some(
    ({ from, until }) => minutesOf(from) <= begins && begins + minutes <= minutesOf(until),
  )
}

const QUARTER_SECONDS = 15 * 60

/** Of when it begins. Problems in order: closed-then, time-over. */
export function refuseStart(
  { terms }: Pick<ShopBook, 'terms'>,
  { date, startsAt }: Pick<WorkAsk, 'date'> & Pick<Start, 'startsAt'>,
  now: Date,
): Problem | undefined {
  if (terms.closedDates.includes(date)) return closedThen()
  return later(startsAt, QUARTER_SECONDS) <= now ? timeOver() : undefined
}
