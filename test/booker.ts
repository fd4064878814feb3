import type { Person } from './server.ts'

export const booker = { name: '김손님', phone: '010-1234-5678', message: '' }

/** Names the booker, without whom a booking is not paid. */
export const nameBooker = (buyer: Person, bookingId: string) =>
  buyer('PUT', `/v1/bookings/${bookingId}/booker`, booker)

/** Names the booker of a free booking and confirms it. */
export async function confirm<Answer>(buyer: Person, bookingId: string) {
  await nameBooker(buyer, bookingId)
  return buyer<Answer>('POST', `/v1/orders/${bookingId}/confirmation`)
}
