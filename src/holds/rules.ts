import { problem } from '../kernel/problem.ts'

export const holdTooLarge = problem('hold-too-large', 'forbidden', {
  ko: '결제한 적이 없는 계정은 한 번에 이만큼 주문할 수 없어요. 수량을 줄여 먼저 결제한 뒤 나머지를 주문해 주세요.',
  en: 'An account that has never paid cannot order this many at once. Order and pay for fewer first, then the rest.',
})

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
export const SUSPECT_LIMITS = [
  'holds-network-store',
  'holds-wide-network-store',
  'holds-network',
] as const

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
