import { remainingOf, timeSkipped } from '../../bookings/rules.ts'
import type { Id } from '../../kernel/id.ts'
import { Problem, problem } from '../../kernel/problem.ts'
import {
  existingInstantOf,
  instantOf,
  type WallDate,
  type WallTime,
  wallDate,
  wallTime,
} from '../../kernel/time.ts'
import type { LeftPlace } from '../../places/rules.ts'

/** How long a place is held for payment. */
export const HOLD_SECONDS = 600
/** Timetables a page. */
export const PAGE = 15
/** Times of today in one answer; the pages of timetables have all. */
export const TIMES_MOST = 500

export const shopMissing = problem('shop-missing', 'missing', {
  ko: '매장을 찾을 수 없어요.',
  en: 'There is no such shop.',
})
export const timetableMissing = problem('timetable-missing', 'missing', {
  ko: '타임테이블을 찾을 수 없어요.',
  en: 'There is no such timetable.',
})
export const timetableBegun = problem('timetable-begun', 'conflict', {
  ko: '오늘은 이미 시작한 시간이에요.',
  en: 'That time has already begun today.',
})
export const basicRemainingFixed = problem('basic-remaining-fixed', 'invalid', {
  ko: '기본 예약 가능자 수는 바꿀 수 없어요. 타임테이블을 삭제하고 새로 만들어 주세요.',
  en: 'How many a timetable takes a day never changes: delete the timetable and create it anew.',
})

export const midnightNotOffered = problem('midnight-not-offered', 'invalid', {
  ko: '00:00은 하루가 시작되는 순간 지나서 당일 예약을 받을 수 없어요.',
  en: '00:00 passes as its day begins, so nobody could book it on that day.',
})

export const shopKinds = ['hair', 'nails', 'clinic', 'room', 'other'] as const
export type ShopKind = (typeof shopKinds)[number]

/** A daily time of a shop. */
export interface Timetable {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Timetable'>
  readonly hour: number
  readonly minute: number
  /** Capacity a day; it never changes. */
  readonly basicRemaining: number
  /** Minor units of the shop's currency; 0: nothing to pay. */
  readonly price: number
}

/** What is taken of a timetable's place on a date; the first claim creates the place. */
export interface Count {
  readonly placeId: Id<'Place'>
  readonly startsAt: Date
  readonly taken: number
}

/** The start as `09:05`. */
export const timeOf = ({ hour, minute }: Pick<Timetable, 'hour' | 'minute'>): WallTime =>
  `${`${hour}`.padStart(2, '0')}:${`${minute}`.padStart(2, '0')}`

/** The key of a timetable's place on a date: each date has its own place. */
export const placeKey = (timetableId: Id<'Timetable'>, date: WallDate): string =>
  `timetable/${timetableId}/${date}`

export const isTimetableKey = (key: string): boolean => key.startsWith('timetable/')

/** Parses a key made by `placeKey`. */
export function readPlaceKey(key: string): { timetableId: Id<'Timetable'>; date: WallDate } {
  const [, timetableId = '', date = ''] = key.split('/')
  return { timetableId, date }
}

interface SoldAs {
  readonly timeZone: string
  /** Of the place, which keeps its start; null while it does not exist. */
  readonly startsAt: Date | null
  /** All of the shop. */
  readonly left: readonly LeftPlace[]
}

/** The start of a timetable's place on a date, and how many of it are for sale. */
export function soldOn(
  date: WallDate,
  { timeZone, startsAt: kept, left }: SoldAs,
  timetable: Timetable,
): { readonly startsAt: Date; readonly capacity: number; readonly isSkipped: boolean } {
  const startsAt = kept ?? instantOf(date, timeOf(timetable), timeZone)
  const isSkipped = !kept && !existingInstantOf(date, timeOf(timetable), timeZone)
  const own = placeKey(timetable.id, date)
  const others = left.filter(
    (place) => place.startsAt.getTime() === startsAt.getTime() && place.key !== own,
  )
  const sold = others.reduce((sum, { capacity }) => sum + capacity, 0)
  const capacity = isSkipped ? 0 : remainingOf(timetable.basicRemaining, { taken: sold })
  return { startsAt, capacity, isSkipped }
}

/** The title of its order. */
export const titleOf = (
  { name, timeZone }: { readonly name: string; readonly timeZone: string },
  date: WallDate,
  startsAt: Date,
): string => `${name} ${date} ${wallTime(startsAt, timeZone)}`

/** Those of `bookableToday`, and of `deskBookableToday` but for the last. */
export const timetableProblems = [timetableMissing, timeSkipped, timetableBegun] as const

/**
 * Whether a timetable's place on `today`, the date of the request, can be booked, its start, and how
 * many are for sale. Problems in order: timetable-missing, time-skipped, timetable-begun.
 */
export function bookableToday(facts: SoldFacts, today: WallDate, now: Date): SoldToday | Problem {
  const sold = deskBookableToday(facts, today)
  return !(sold instanceof Problem) && sold.startsAt <= now ? timetableBegun() : sold
}

/** The same for the desk, also when it has begun. Problems in order: timetable-missing, time-skipped. */
export function deskBookableToday(
  { timetable, ...sold }: SoldFacts,
  today: WallDate,
): SoldToday | Problem {
  if (!timetable) return timetableMissing()
  const { startsAt, capacity, isSkipped } = soldOn(today, sold, timetable)
  return isSkipped ? timeSkipped() : { startsAt, capacity, price: timetable.price }
}

interface SoldFacts extends SoldAs {
  readonly timetable: Timetable | null
}

interface SoldToday {
  readonly price: number
  readonly startsAt: Date
  readonly capacity: number
}

interface FreeToday {
  readonly timetableId: Id<'Timetable'>
  readonly startsAt: Date
  readonly remaining: number
  readonly price: number
}

/** The bookable places of today, by start; none when all have begun or are sold out. */
export function freeToday(
  {
    timeZone,
    timetables,
    countOf,
    left,
  }: Pick<SoldAs, 'timeZone' | 'left'> & {
    readonly timetables: readonly Timetable[]
    /** By key of the place; a missing one has all of its capacity. */
    readonly countOf: ReadonlyMap<string, Count>
  },
  now: Date,
): FreeToday[] {
  const date = wallDate(now, timeZone)
  return timetables
    .flatMap((timetable) => {
      const count = countOf.get(placeKey(timetable.id, date))
      const sold = { timeZone, left, timetable, startsAt: count?.startsAt ?? null }
      const bookable = bookableToday(sold, date, now)
      if (bookable instanceof Problem) return []
      const { startsAt, capacity, price } = bookable
      const remaining = remainingOf(capacity, count)
      return remaining > 0 ? [{ timetableId: timetable.id, startsAt, remaining, price }] : []
    })
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
}

/** The cursor after `last`. */
export const cursorOf = (last: Timetable): string => `${timeOf(last)}_${last.id}`

export function readCursor(cursor: string): Pick<Timetable, 'hour' | 'minute' | 'id'> {
  const [time = '', id = ''] = cursor.split('_')
  const [hour, minute] = time.split(':').map(Number)
  return { hour: hour ?? 0, minute: minute ?? 0, id }
}

export interface TimetableChange {
  readonly hour?: number | undefined
  readonly minute?: number | undefined
  readonly price?: number | undefined
}

/** Problem: midnight-not-offered, when it is moved there. */
export function changeTimetable(
  timetable: Timetable,
  change: TimetableChange,
): Timetable | Problem {
  const { hour = timetable.hour, minute = timetable.minute, price = timetable.price } = change
  const isMoved = hour !== timetable.hour || minute !== timetable.minute
  if (isMoved && isMidnight({ hour, minute })) return midnightNotOffered()
  return { ...timetable, hour, minute, price }
}

export const isMidnight = ({ hour, minute }: Pick<Timetable, 'hour' | 'minute'>): boolean =>
  hour === 0 && minute === 0
