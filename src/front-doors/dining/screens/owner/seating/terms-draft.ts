import { minutesOf } from '../../../../../bookings/screens/dates/day-times.ts'
import { typedPrice } from '../../../../../bookings/screens/desk/times/typed-price.ts'
import { priceOf } from '../../../../../stores/screens/price.ts'
import type { SeatingTerms } from './seating-queries.ts'

/** A pace that nothing reaches: no limit. */
const OPEN_PACE = 10_000

/** Terms as they are typed. */
export interface TermsDraft
  extends Pick<
    SeatingTerms,
    'stepMinutes' | 'horizonDays' | 'leadMinutes' | 'partyMost' | 'wasteMost' | 'stays'
  > {
  /** Empty: no limit. */
  readonly pace: string
  readonly amount: string
  readonly per: SeatingTerms['deposit']['per']
}

export const draftOf = ({ currency, deposit, pace, ...terms }: SeatingTerms): TermsDraft => ({
  ...terms,
  pace: pace >= OPEN_PACE ? '' : String(pace),
  amount: typedPrice(deposit.amount, currency),
  per: deposit.per,
})

const paceOf = (typed: string): number | undefined => {
  if (typed.trim() === '') return OPEN_PACE
  return /^[1-9]\d{0,3}$/.test(typed.trim()) ? Number(typed) : undefined
}

export interface TermsFaults {
  readonly pace: boolean
  /** The row that is not larger than the one before. */
  readonly stay: number
}

export const termsFaults = ({ pace, stays }: TermsDraft): TermsFaults => ({
  pace: paceOf(pace) === undefined,
  stay: stays.findIndex(
    ({ partyMost }, at) => at > 0 && partyMost <= (stays[at - 1]?.partyMost ?? 0),
  ),
})

/** What is sent; undefined while something is wrong. */
export function termsOf(draft: TermsDraft, currency: SeatingTerms['currency']) {
  const { stepMinutes, horizonDays, leadMinutes, partyMost, wasteMost, stays, per } = draft
  const [pace, amount] = [paceOf(draft.pace), priceOf(draft.amount, currency)]
  if (pace === undefined || amount === undefined || termsFaults(draft).stay >= 0) return undefined
  return {
    ...{ stepMinutes, horizonDays, leadMinutes, partyMost, wasteMost, pace },
    ...{ stays: [...stays], deposit: { amount, per } },
  }
}

/** Until when a party stays that comes at a time. */
export function leavesAt(stays: TermsDraft['stays'], party: number, comes: string): string {
  const stay = stays.find(({ partyMost }) => party <= partyMost) ?? stays.at(-1)
  const minutes = minutesOf(comes) + (stay?.minutes ?? 0)
  return [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}
