/** What a claim holds before it is paid. */
export interface Hold {
  /** An IPv4 address, or the /64 of an IPv6 one. */
  readonly network: string
  /** Places; an order of goods counts as one. */
  readonly seats: number
  readonly seconds: number
}

/** What brings a network under suspicion that claims. */
export const SUSPECT_LIMITS = ['holds-network-store', 'holds-network'] as const

/** How much more a network pays for what the same account holds already. */
const SURCHARGE = 4

/** What a hold costs: a seat for ten minutes is 10. */
export const seatMinutes = ({ seats, seconds }: Hold): number => (seats * seconds) / 60

/**
 * What a hold costs its network. An office of twenty, of whom each holds one table, pays for twenty; an
 * account that holds a second and a third pays for them fivefold and ninefold.
 *
 * @param held what the account has spent of its own budget, and not got back
 */
export const networkCost = (cost: number, held: number): number => cost + SURCHARGE * held
