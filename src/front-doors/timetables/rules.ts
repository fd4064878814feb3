import type { Id } from '../../kernel/id.ts'
import { Problem, problem } from '../../kernel/problem.ts'
import { instantOf, type WallDate, type WallTime, wallDate, wallTime } from '../../kernel/time.ts'

/** How long a place is held for payment. */
export const HOLD_SECONDS = 600
/** Timetables a page. */
export const PAGE = 15
/** Times of today in one answer; the pages of timetables have all. */
export const TIMES_MOST = 500

export const shopMissing = problem('shop-missing', 'missing', {
  ko: '그런 가게가 없습니다.',
  en: 'There is no such shop.',
})
export const timetableMissing = problem('timetable-missing', 'missing', {
  ko: '그런 타임테이블이 없습니다.',
  en: 'There is no such timetable.',
})
export const timetableBegun = problem('timetable-begun', 'conflict', {
  ko: '오늘은 이미 시작한 시간입니다.',
  en: 'That time has already begun today.',
})
export const basicRemainingFixed = problem('basic-remaining-fixed', 'invalid', {
  ko: '기본 예약 가능자 수는 바꿀 수 없습니다. 타임테이블을 삭제하고 새로 만들어 주세요.',
  en: 'How many a timetable takes a day never changes: delete the timetable and create it anew.',
})

export const shopKinds = ['hair', 'clinic', 'room', 'other'] as const
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

/** What remains of a timetable's place on a date; the first claim creates the place. */
export interface Count {
  readonly placeId: Id<'Place'>
  readonly startsAt: Date
  readonly remaining: number
}

/** The start as `09:05`. */
export const timeOf = ({ hour, minute }: Pick<Timetable, 'hour' | 'minute'>): WallTime =>
  `${`${hour}`.padStart(2, '0')}:${`${minute}`.padStart(2, '0')}`

/** The key of a timetable's place on a date: each date has its own place. */
export const placeKey = (timetableId: Id<'Timetable'>, date: WallDate): string =>
  `timetable/${timetableId}/${date}`

/** Parses a key made by `placeKey`. */
export function readPlaceKey(key: string): { timetableId: Id<'Timetable'>; date: WallDate } {
  const [, timetableId = '', date = ''] = key.split('/')
  return { timetableId, date }
}

interface SoldAs {
  readonly shop: { readonly timeZone: string }
  /** Of the place, which keeps its start; null while it does not exist. */
  readonly startsAt: Date | null
}

/** The start of a timetable's place on a date. */
export const startOn = (
  date: WallDate,
  { shop, timetable, startsAt }: SoldAs & { readonly timetable: Timetable },
): Date => startsAt ?? instantOf(date, timeOf(timetable), shop.timeZone)

/** The title of its order. */
export const titleOf = (
  { name, timeZone }: { readonly name: string; readonly timeZone: string },
  date: WallDate,
  startsAt: Date,
): string => `${name} ${date} ${wallTime(startsAt, timeZone)}`

/**
 * Whether a timetable's place on `today`, the date of the request, can be booked, and its start.
 * Problems in order: timetable-missing, timetable-begun.
 */
export function bookableToday(
  { timetable, ...sold }: SoldAs & { readonly timetable: Timetable | null },
  today: WallDate,
  now: Date,
): { readonly timetable: Timetable; readonly startsAt: Date } | Problem {
  if (!timetable) return timetableMissing()
  const startsAt = startOn(today, { ...sold, timetable })
  if (startsAt <= now) return timetableBegun()
  return { timetable, startsAt }
}

/** The first bookable place of today; undefined when all have begun or are sold out. */
export function nextToday(
  {
    timeZone,
    timetables,
    countOf,
  }: {
    readonly timeZone: string
    readonly timetables: readonly Timetable[]
    /** By key of the place; a missing one has all of its capacity. */
    readonly countOf: ReadonlyMap<string, Count>
  },
  now: Date,
): { readonly startsAt: Date; readonly remaining: number; readonly price: number } | undefined {
  const date = wallDate(now, timeZone)
  return timetables
    .flatMap((timetable) => {
      const count = countOf.get(placeKey(timetable.id, date))
      const sold = { shop: { timeZone }, timetable, startsAt: count?.startsAt ?? null }
      const bookable = bookableToday(sold, date, now)
      const remaining = count?.remaining ?? timetable.basicRemaining
      if (bookable instanceof Problem || remaining === 0) return []
      return [{ startsAt: bookable.startsAt, remaining, price: timetable.price }]
    })
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())[0]
}

/** The cursor after `last`. */
export const cursorOf = (last: Timetable): string => `${timeOf(last)}_${last.id}`

export function readCursor(cursor: string): Pick<Timetable, 'hour' | 'minute' | 'id'> {
  const [time = '', id = ''] = cursor.split('_')
  const [hour, minute] = time.split(':').map(Number)
  return { hour: hour ?? 0, minute: minute ?? 0, id }
}

export const changedTime = (
  timetable: Timetable,
  change: { readonly hour?: number | undefined; readonly minute?: number | undefined },
): Timetable => ({
  ...timetable,
  hour: change.hour ?? timetable.hour,
  minute: change.minute ?? timetable.minute,
})
