import type { Id } from '../../kernel/id.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import type { SeatKind, SeatWords } from './seat-rules.ts'

/** How long seats are held for payment. */
export const HOLD_SECONDS = 300
/** Seats that one request may name; a store's own limit is lower. */
export const SEATS_MOST = 100
/** Wrong presale codes of an account count for so long. */
export const WRONG_CODES_SECONDS = 3600

export const concertMissing = problem('concert-missing', 'missing', {
  ko: '공연을 찾을 수 없어요.',
  en: 'There is no such concert.',
})
export const hallMissing = problem('hall-missing', 'conflict', {
  ko: '아직 좌석표가 등록되지 않은 공연이에요.',
  en: 'This concert has no seat map yet.',
})
export const performanceMissing = problem('performance-missing', 'missing', {
  ko: '회차를 찾을 수 없어요.',
  en: 'There is no such performance.',
})
export const performanceCanceled = problem('performance-canceled', 'conflict', {
  ko: '취소된 회차예요.',
  en: 'This performance was canceled.',
})
export const salesNotOpen = problem<{ opensAt: string }>('sales-not-open', 'conflict', {
  ko: '아직 예매가 시작되지 않았어요.',
  en: 'Sales have not opened yet.',
})
export const salesEnded = problem('sales-ended', 'conflict', {
  ko: '예매가 끝난 회차예요.',
  en: 'Sales for this performance have ended.',
})
export const presaleCodeWrong = problem('presale-code-wrong', 'conflict', {
  ko: '사용할 수 없는 선예매 코드예요.',
  en: 'This presale code cannot be used.',
})
export const presaleCodeElsewhere = problem('presale-code-elsewhere', 'conflict', {
  ko: '이 회차에는 사용할 수 없는 선예매 코드예요.',
  en: 'This presale code is for other performances.',
})
export const presaleCodeUsedUp = problem('presale-code-used-up', 'conflict', {
  ko: '사용 가능 횟수를 모두 채운 선예매 코드예요.',
  en: 'This presale code has been used up.',
})
export const tooManyCodes = problem('too-many-presale-codes', 'limited', {
  ko: '선예매 코드를 여러 번 잘못 입력했어요. 한 시간 뒤에 다시 시도해 주세요.',
  en: 'Too many wrong presale codes. Please try again in an hour.',
})
export const nothingChosen = problem('nothing-chosen', 'invalid', {
  ko: '좌석을 선택하거나 인원을 입력해 주세요. 둘 중 하나만 할 수 있어요.',
  en: 'Choose seats or say how many you need, but not both.',
})
export const seatMissing = problem<{ seatIds: readonly number[] }>('seat-missing', 'missing', {
  ko: '이 공연에 없는 좌석이에요.',
  en: 'There is no such seat at this concert.',
})
export const seatTaken = problem<{ seatIds: readonly number[] }>('seat-taken', 'conflict', {
  ko: '다른 분이 먼저 선택한 좌석이 있어요.',
  en: 'Somebody else has taken some of these seats.',
})
export const seatHeldBack = problem<{ seatIds: readonly number[] }>('seat-held-back', 'conflict', {
  ko: '판매하지 않는 좌석이 있어요.',
  en: 'Some of these seats are not for sale.',
})
export const companionWithoutWheelchair = problem<{ seatIds: readonly number[] }>(
  'companion-without-wheelchair',
  'conflict',
  {
    ko: '동반자석은 바로 옆 휠체어석과 함께 예매해야 해요.',
    en: 'A companion seat can only be booked together with the wheelchair place beside it.',
  },
)
export const noneTogether = problem<{ most: number }>('none-together', 'conflict', {
  ko: '나란히 앉을 수 있는 좌석이 부족해요. 인원을 줄이거나 좌석을 직접 선택해 주세요.',
  en: 'Not enough seats are left together. Ask for fewer, or choose seats yourself.',
})

export const bestTaken = problem('best-seats-taken', 'conflict', {
  ko: '좌석을 찾는 사이에 다른 분이 먼저 선택했어요. 다시 시도해 주세요.',
  en: 'Others took the seats while we looked for yours. Please try again.',
})

// ── what an organiser is told ──

export const seatsInUse = problem<{ seats: readonly string[] }>('seats-in-use', 'conflict', {
  ko: '이미 예매됐거나 결제 중인 좌석은 삭제하거나 등급을 바꿀 수 없어요.',
  en: 'Seats that are sold or held can be neither removed nor moved to another level.',
})
export const seatNamedTwice = problem<{ seats: readonly string[] }>('seat-named-twice', 'invalid', {
  ko: '구역, 열, 번호가 같은 좌석이 두 번 있어요.',
  en: 'Two seats have the same section, row and number.',
})
export const tooManySeats = problem<{ most: number }>('too-many-seats', 'invalid', {
  ko: '한 공연장에 둘 수 있는 좌석 수를 넘었어요.',
  en: 'That is more seats than one hall may have.',
})
export const levelMissing = problem<{ levels: readonly string[] }>('level-missing', 'invalid', {
  ko: '등록되지 않은 좌석 등급이에요.',
  en: 'There is no such price level.',
})
export const levelNamedTwice = problem('level-named-twice', 'invalid', {
  ko: '같은 좌석 등급이 두 번 있어요.',
  en: 'A price level is named twice.',
})
export const levelInUse = problem<{ levels: readonly string[] }>('level-in-use', 'conflict', {
  ko: '좌석이 있는 등급은 삭제할 수 없어요.',
  en: 'A price level that seats have cannot be removed.',
})
export const hallUnknown = problem('hall-unknown', 'missing', {
  ko: '준비된 공연장 목록에 없는 공연장이에요.',
  en: 'There is no such hall in the library.',
})
export const noSeatLines = problem<{ refused: readonly { line: number; why: string }[] }>(
  'no-seat-lines',
  'invalid',
  {
    ko: '좌석으로 읽을 수 있는 줄이 하나도 없어요.',
    en: 'No line of the file could be read as a seat.',
  },
)
export const performanceSold = problem('performance-sold', 'conflict', {
  ko: '예매된 좌석이 있는 회차의 시작 시각은 바꿀 수 없어요.',
  en: 'The start of a performance cannot change while seats of it are sold or held.',
})
export const performanceTaken = problem('performance-taken', 'conflict', {
  ko: '같은 시각의 회차가 이미 있어요.',
  en: 'There is already a performance at that time.',
})
export const salesWindow = problem('sales-window', 'invalid', {
  ko: '시작이 종료보다 빨라야 하고, 늦어도 공연이 시작할 때까지는 예매를 마감해야 해요.',
  en: 'The start must be before the end, and sales must end by the time the performance begins.',
})
export const codeMissing = problem('presale-code-missing', 'missing', {
  ko: '선예매 코드를 찾을 수 없어요.',
  en: 'There is no such presale code.',
})
export const codeTaken = problem('presale-code-taken', 'conflict', {
  ko: '이미 등록된 선예매 코드예요.',
  en: 'That presale code already exists.',
})

export interface Seat extends SeatWords {
  /** Not what people see: a number may move to another seat. */
  readonly id: number
  /** Drawing units; the stage is at the top, where y is 0. */
  readonly x: number
  readonly y: number
  /** Code of its price level. */
  readonly level: string
  readonly kind: SeatKind
}

export interface Level {
  readonly code: string
  readonly name: string
  /** Minor units. */
  readonly price: number
}

export interface Performance {
  readonly id: Id<'Performance'>
  readonly startsAt: Date
  readonly salesFrom: Date
  /** Null: until it starts. */
  readonly salesUntil: Date | null
  readonly canceledAt: Date | null
}

/** What keys of seats begin with. */
export const SEAT_KEYS = 'seat'

/** The key of a seat's place at a performance; the first claim creates the place. */
export const seatKey = (performanceId: Id<'Performance'>, seatId: number): string =>
  `${keysOf(performanceId)}${seatId}`

/** What keys of a performance's places begin with. */
export const keysOf = (performanceId: Id<'Performance'>): string => `${SEAT_KEYS}/${performanceId}/`

/** Parses a key made by `seatKey`; undefined for a presale code's. */
export function readSeatKey(
  key: string,
): { performanceId: Id<'Performance'>; seatId: number } | undefined {
  const [what, performanceId = '', seatId = ''] = key.split('/')
  return what === SEAT_KEYS ? { performanceId, seatId: Number(seatId) } : undefined
}

/** The key of the place whose capacity is how often a code may be used. */
export const codeKey = (code: string): string => `presale/${code}`

export type PerformanceStatus =
  | 'upcoming'
  | 'presale'
  | 'on-sale'
  | 'sold-out'
  | 'ended'
  | 'canceled'

/** The end of sales. */
export const endOf = ({ startsAt, salesUntil }: Performance): Date =>
  salesUntil && salesUntil < startsAt ? salesUntil : startsAt

/** Where the sale of a performance is at `now`. */
export function statusAt(
  performance: Performance,
  { remaining, isPresale }: { readonly remaining: number; readonly isPresale: boolean },
  now: Date,
): PerformanceStatus {
  if (performance.canceledAt) return 'canceled'
  if (endOf(performance) <= now) return 'ended'
  if (remaining === 0) return 'sold-out'
  if (performance.salesFrom <= now) return 'on-sale'
  return isPresale ? 'presale' : 'upcoming'
}

/** A presale code, as far as a claim needs it. */
export interface Code {
  readonly id: Id<'PresaleCode'>
  readonly name: string
  readonly validFrom: Date
  readonly validUntil: Date
  readonly usesMost: number
  /** Null: all of its concert. */
  readonly performanceIds: readonly Id<'Performance'>[] | null
}

/**
 * Whether a performance sells at `now`; before the general sale, whether the code does.
 * Problems in order: performance-canceled, sales-ended, sales-not-open, presale-code-wrong,
 * presale-code-elsewhere.
 *
 * @returns the code that a claim uses; null in the general sale
 */
export function sellingAt(
  performance: Performance,
  given: { readonly isGiven: boolean; readonly code: Code | undefined },
  now: Date,
): { readonly code: Code | null } | Problem {
  if (performance.canceledAt) return performanceCanceled()
  if (endOf(performance) <= now) return salesEnded()
  if (performance.salesFrom <= now) return { code: null }
  if (!given.isGiven) return salesNotOpen({ opensAt: performance.salesFrom.toISOString() })
  const { code } = given
  if (!code || now < code.validFrom || code.validUntil <= now) return presaleCodeWrong()
  const isHere = code.performanceIds?.includes(performance.id) ?? true
  return isHere ? { code } : presaleCodeElsewhere()
}
