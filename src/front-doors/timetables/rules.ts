import type { Id } from '../../kernel/id.ts'
import { Problem, problem } from '../../kernel/problem.ts'
import { instantOf, type WallDate, type WallTime, wallDate, wallTime } from '../../kernel/time.ts'

/** How long a place stays the buyer's while they pay. */
export const HOLD_SECONDS = 600
/** How many timetables a page has. */
export const PAGE = 15
/** How many of today's times a shop shows at once; the pages of its timetables have them all. */
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

/** What a shop offers every day: when, for how many, for how much each. */
export interface Timetable {
  readonly storeId: Id<'Store'>
  readonly id: Id<'Timetable'>
  readonly hour: number
  readonly minute: number
  /** How many a day. It never changes. */
  readonly basicRemaining: number
  /** Minor units of the shop's currency; 0: nothing to pay. */
  readonly price: number
}

/** What is left of a timetable's place on one date; there is none until somebody took of it. */
export interface Count {
  readonly placeId: Id<'Place'>
  readonly startsAt: Date
  readonly remaining: number
}

/** The time of day at which a timetable begins: `09:05`. */
export const timeOf = ({ hour, minute }: Pick<Timetable, 'hour' | 'minute'>): WallTime =>
  `${`${hour}`.padStart(2, '0')}:${`${minute}`.padStart(2, '0')}`

/** What names a timetable's place on a date. Midnight is another date, and so another place. */
export const placeKey = (timetableId: Id<'Timetable'>, date: WallDate): string =>
  `timetable/${timetableId}/${date}`

/** The timetable and the date that a place's key names. */
export function readPlaceKey(key: string): { timetableId: Id<'Timetable'>; date: WallDate } {
  const [, timetableId = '', date = ''] = key.split('/')
  return { timetableId, date }
}

/** What a timetable is sold as: where, and when, if somebody has taken of its place already. */
interface SoldAs {
  readonly shop: { readonly timeZone: string }
  /** Of the place, which keeps its time; null while there is none. */
  readonly startsAt: Date | null
}

/** When the place of a timetable on a date begins. */
export const startOn = (
  date: WallDate,
  { shop, timetable, startsAt }: SoldAs & { readonly timetable: Timetable },
): Date => startsAt ?? instantOf(date, timeOf(timetable), shop.timeZone)

/** What an order of it is called. */
export const titleOf = (
  { name, timeZone }: { readonly name: string; readonly timeZone: string },
  date: WallDate,
  startsAt: Date,
): string => `${name} ${date} ${wallTime(startsAt, timeZone)}`

/**
 * Whether the place of a timetable on `today`, the day for which it is asked, can be booked, and when
 * it then begins. Problems in order: timetable-missing, timetable-begun.
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

/** The first place that can still be taken of a shop's day; none where all has begun or is taken. */
export function nextToday(
  {
    timeZone,
    timetables,
    countOf,
  }: {
    readonly timeZone: string
    readonly timetables: readonly Timetable[]
    /** By key of the place; one that is not there is full. */
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

/** Where a page of timetables ended. */
export const cursorOf = (last: Timetable): string => `${timeOf(last)}_${last.id}`

export function readCursor(cursor: string): Pick<Timetable, 'hour' | 'minute' | 'id'> {
  const [time = '', id = ''] = cursor.split('_')
  const [hour, minute] = time.split(':').map(Number)
  return { hour: hour ?? 0, minute: minute ?? 0, id }
}

/** The times that are asked for, over the ones that there are. */
export const changedTime = (
  timetable: Timetable,
  ask: { readonly hour?: number | undefined; readonly minute?: number | undefined },
): Timetable => ({
  ...timetable,
  hour: ask.hour ?? timetable.hour,
  minute: ask.minute ?? timetable.minute,
})
