import { type Problem, problem } from '../kernel/problem.ts'
import { durationInWords, type Reached } from '../limits/rules.ts'

export const holdTooLarge = problem('hold-too-large', 'forbidden', {
  ko: '결제한 적이 없는 계정은 한 번에 이만큼 주문할 수 없어요. 수량을 줄여 먼저 결제한 뒤 나머지를 주문해 주세요.',
  en: 'An account that has never paid cannot order this many at once. Order and pay for fewer first, then the rest.',
})

export const holdsReached = problem<Reached>('holds-reached', 'limited', {
  ko: '결제하지 않고 맡아 둔 자리가 많아 지금은 더 예약할 수 없어요.',
  en: 'Too much is held without being paid, so you cannot book more now.',
})
export const holdsReachedHere = problem<Reached>('holds-reached-here', 'limited', {
  ko: '이 매장에서 결제하지 않고 맡아 둔 자리가 많아 지금은 더 예약할 수 없어요.',
  en: 'Too much is held at this store without being paid, so you cannot book more now.',
})

/** What a budget of holds refuses with. */
export const budgetProblems = [holdsReached, holdsReachedHere] as const

/** The refusal of a limit, in the words of holds: what is full, what helps, and what counts. */
export function holdsRefused(facts: Reached): Problem {
  const is = facts.limit.endsWith('-store') ? holdsReachedHere : holdsReached
  const { ko, en } = durationInWords(facts.retryAfterSeconds)
  const counts = facts.limit.includes('network') ? COUNTS.network : COUNTS.account
  return is({
    ...facts,
    detail: {
      ko: `${ko} 뒤에 다시 예약하거나 맡아 둔 예약을 먼저 결제해 주세요. ${counts.ko}`,
      en: `Book again in ${en}, or pay for what you hold first. ${counts.en}`,
    },
  })
}

/** Letting go gives nothing back, which a guest cannot know. */
const COUNTS = {
  account: {
    ko: '결제하지 않고 취소한 예약도 함께 계산해요.',
    en: 'Unpaid bookings that you canceled count too.',
  },
  network: {
    ko: '같은 인터넷을 쓰는 다른 분의 예약과 결제하지 않고 취소한 예약도 함께 계산해요.',
    en: 'Bookings of others on your internet connection count too, and so do canceled ones.',
  },
} as const

/** What a claim holds before it is paid. */
export interface Hold {
  /** An IPv4 address, or the /64 of an IPv6 one. */
  readonly network: string
  /** Places; goods count as `seatsOfGoods`. */
  readonly seats: number
  readonly seconds: number
  /** It takes the place of another hold of the same account: `seconds` is how much longer it holds. */
  readonly isInstead?: boolean
}

/** What brings a network under suspicion that claims. */
export const SUSPECT_LIMITS = ['holds-network-store', 'holds-network'] as const

/** How much more a network pays for what the same account holds already. */
const SURCHARGE = 4

const UNITS_PER_SEAT = 10

/** What goods count as: one place for each ten units, begun ones too. */
export const seatsOfGoods = (units: number): number => Math.ceil(units / UNITS_PER_SEAT)

/** Four places for ten minutes, or ten units of goods for half an hour: more is counted from the first hold on. */
const SMALL_SEAT_MINUTES = 40

export const isSmall = (hold: Hold): boolean => seatMinutes(hold) <= SMALL_SEAT_MINUTES

/** What a hold costs: a seat for ten minutes is 10. */
export const seatMinutes = ({ seats, seconds }: Hold): number => (seats * seconds) / 60

/** What a hold costs that takes the place of another: only the time by which it is longer. */
export const insteadOf = (hold: Hold, until: Date, now: Date): Hold => ({
  ...hold,
  seconds: Math.min(hold.seconds, Math.max(0, hold.seconds - secondsTo(until, now))),
  isInstead: true,
})

const secondsTo = (until: Date, now: Date): number => (until.getTime() - now.getTime()) / 1000

/**
 * What a hold costs its network. An office of twenty, of whom each holds one table, pays for twenty; an
 * account that holds a second and a third pays for them fivefold and ninefold.
 *
 * @param held what the account has spent of its own budget, and not got back
 */
export const networkCost = (cost: number, held: number): number => cost + SURCHARGE * held

/** How long at most what was let go stays away, unless an admin says otherwise. */
export const RELEASE_DELAY_SECONDS = 90
/** What an admin may set at most. */
export const RELEASE_DELAY_SECONDS_MOST = 600
