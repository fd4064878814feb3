/** What a claim holds before it is paid. */
export interface Hold {
  /** An IPv4 address, or the /64 of an IPv6 one. */
  readonly network: string
  /** Places; an order of goods counts as one. */
  readonly seats: number
  readonly seconds: number
  /** It takes the place of another hold of the same account: `seconds` is how much longer it holds. */
  readonly isInstead?: boolean
}

/** How much more a network pays for what the same account holds already. */
const SURCHARGE = 4

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
