import type { BookingDoor } from '../../bookings/door.ts'
import type { Deposit } from '../../bookings/no-shows/rules.ts'
import { readDearest } from './queries.ts'
import { readTerms } from './seating-owner-queries.ts'

/** The price of the dearest table time, and the deposit of parties. */
export const deposits: NonNullable<BookingDoor['deposits']> = async (on, { id, pricing }) => {
  const [{ price }, { deposit, partyMost }] = await Promise.all([
    readDearest(on, id),
    readTerms(on, id),
  ])
  const per = (unit: string | null): Deposit['per'] => (unit === 'person' ? 'person' : 'booking')
  return [
    { amount: price, per: per(pricing.per), headsLeast: 1, headsMost: 1 },
    { amount: deposit.amount, per: per(deposit.per), headsLeast: 1, headsMost: partyMost },
  ]
}
