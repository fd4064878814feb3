import type { Id } from '../../kernel/id.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import { later, type WallDate, wallDate, wallTime } from '../../kernel/time.ts'
import type { PlaceDraft } from '../../places/rules.ts'
import {
  QUARTER_MINUTES,
  type Quarter,
  type ServiceTime,
  serviceDay,
  timeOf,
} from '../quarter-rules.ts'

// What a desk does with bookings that take quarters of an hour of something: tables, or a person.

export const notSeated = problem('not-seated', 'conflict', {
  ko: '아직 오지 않은 손님이에요.',
  en: 'The guest has not arrived yet.',
})
export const swapWithItself = problem('swap-with-itself', 'invalid', {
  ko: '같은 예약끼리는 자리를 바꿀 수 없어요.',
  en: 'A booking cannot change places with itself.',
})
export const guestGone = problem('guest-gone', 'conflict', {
  ko: '이미 나갔거나 오지 않은 손님과는 자리를 바꿀 수 없어요.',
  en: 'Someone who has left or did not come has no place to change.',
})

export const deskKinds = ['phone', 'walk-in', 'block'] as const
export type DeskKind = (typeof deskKinds)[number]
export type Source = 'online' | DeskKind

export const sittingStates = ['expected', 'seated', 'finished', 'no-show'] as const
export type SittingState = (typeof sittingStates)[number]

/** How a booking came to the store, and whether its guest is there. */
export interface Sitting {
  readonly source: Source
  readonly seatedAt: Date | null
  readonly finishedAt: Date | null
  /** Until when it had its quarters before the rest was given back; null: it has all of its time. */
  readonly endedEarlyOf: Date | null
}

/** The guest has left or did not come: what remained of the time is given back. */
export const isGone = ({
  finishedAt,
  endedEarlyOf,
}: Pick<Sitting, 'finishedAt' | 'endedEarlyOf'>): boolean =>
  finishedAt !== null || endedEarlyOf !== null

export const ONLINE: Sitting = {
  source: 'online',
  seatedAt: null,
  finishedAt: null,
  endedEarlyOf: null,
}

/** Of the service of a date. */
export interface ServiceStart {
  readonly date: WallDate
  readonly time: ServiceTime
}

/** The quarter of an hour that is going on. */
export function quarterNow(timeZone: string, now: Date): ServiceStart {
  const [hours = 0, minutes = 0] = wallTime(now, timeZone).split(':').map(Number)
  const at = hours * 60 + minutes
  return { date: wallDate(now, timeZone), time: timeOf(at - (at % QUARTER_MINUTES)) }
}

/** A line that a paid order has. */
export interface DeskLine {
  readonly placeId: Id<'Place'>
  readonly key: string
  readonly startsAt: Date
  readonly units: number
  readonly unitPrice: number
  readonly isAside: boolean
}

/** A line with its place, as a claim drafts it. */
export interface LaidLine {
  readonly place: PlaceDraft & { readonly startsAt: Date }
  readonly units: number
  readonly unitPrice: number
  readonly isAside: boolean
}

/** When a booking is, and what it takes of the time of each of its resources. */
export interface DeskLayout extends ServiceStart {
  readonly startsAt: Date
  readonly isBlock: boolean
  readonly quarters: readonly Pick<Quarter, 'when' | 'startsAt'>[]
}

/** The quarters of lines whose keys are `kind/<of>/<date>/<HH:MM>`, by start. */
export function quartersOf(lines: readonly DeskLine[]): DeskLayout['quarters'] {
  const starts = new Map(
    lines.map(({ key, startsAt }) => [key.split('/').slice(2).join('/'), startsAt]),
  )
  return [...starts]
    .map(([when, startsAt]) => ({ when, startsAt }))
    .toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())
}

export const endOf = ({ quarters, startsAt }: Pick<DeskLayout, 'quarters' | 'startsAt'>): Date =>
  later(quarters.at(-1)?.startsAt ?? startsAt, QUARTER_MINUTES * 60)

/** What is left of a stay that ends at `now`: the quarter that it began with stays. */
export const endedAt = <Layout extends DeskLayout>(layout: Layout, now: Date): Layout => ({
  ...layout,
  quarters: layout.quarters.filter(
    ({ startsAt }, at) => at === 0 || later(startsAt, QUARTER_MINUTES * 60) <= now,
  ),
})

/** The layout with all quarters until an instant. */
export function lastingUntil<Layout extends DeskLayout>(
  layout: Layout,
  timeZone: string,
  until: Date,
): Layout {
  const { quarters } = serviceDay(layout.date, timeZone)
  const stay = quarters.filter(({ startsAt }) => startsAt >= layout.startsAt && startsAt < until)
  return { ...layout, quarters: [...new Set(stay)] }
}

/** Date and time at the end of a title are of when it was made. */
export const retitled = (title: string, { date, time }: ServiceStart): string =>
  title.replace(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, `${date} ${time}`)

/** Problem: not-seated. */
export function nextSitting(
  sitting: Sitting,
  state: SittingState,
  ends: Date | null,
  now: Date,
): Sitting | Problem {
  const { source, seatedAt, finishedAt, endedEarlyOf } = sitting
  const isBlock = source === 'block'
  if (state === 'expected') return { ...ONLINE, source }
  if (state === 'seated')
    return isBlock ? notSeated() : { ...ONLINE, source, seatedAt: seatedAt ?? now }
  if (state === 'no-show')
    return isBlock ? notSeated() : { ...ONLINE, source, endedEarlyOf: endedEarlyOf ?? ends }
  if (!isBlock && !seatedAt) return notSeated()
  return {
    ...{ source, seatedAt, finishedAt: finishedAt ?? now, endedEarlyOf: endedEarlyOf ?? ends },
  }
}
