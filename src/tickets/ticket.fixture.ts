import { confirm } from '../../test/booker.ts'
import type { Person } from '../../test/server.ts'
import { done, type openConcerts } from '../front-doors/concerts/concert.fixture.ts'
import type { AnswerOf } from '../kernel/endpoint.ts'
import type * as contract from './contract.ts'

type Tickets = AnswerOf<typeof contract.listBookingTickets>
type Offered = AnswerOf<typeof contract.showTicketOffer>
export type Ticket = Tickets['data'][number]

const transferOf = (ticket: Ticket | undefined) =>
  `/v1/bookings/${ticket?.bookingId}/tickets/${ticket?.serial}/transfer`

interface Me {
  id: string
  email: string
}

/** What people do with tickets. */
export function ticketHolders({ concerts, at, book }: ReturnType<typeof openConcerts>) {
  return {
    me: (person: Person) => done(person<Me>('GET', '/v1/me')),
    /** Somebody with a paid booking of these seats, free of charge. */
    async givenPaid(guest: Person, seatIds: readonly number[]) {
      const levels = [{ code: 'R', name: 'R석', price: 0 }]
      await done(concerts.owner('PUT', at('/price-levels'), { levels }))
      const { id } = await done(book(guest, { seatIds }))
      await done(confirm<object>(guest, id))
      return id
    },
    ticketsOf: async (guest: Person, id: string) =>
      (await done(guest<Tickets>('GET', `/v1/bookings/${id}/tickets`))).data,
    /** What somebody holds at this concert. */
    own: async (guest: Person) =>
      (await done(guest<Tickets>('GET', `/v1/me/tickets?storeId=${concerts.concertId}`))).data,
    offer: (by: Person, ticket: Ticket | undefined, email: string) =>
      by<{ secret: string }>('POST', transferOf(ticket), { email }),
    takeBack: (by: Person, ticket: Ticket | undefined) => by('DELETE', transferOf(ticket)),
    accept: (by: Person, secret: string) =>
      by<Ticket>('POST', '/v1/ticket-offers/acceptance', { secret }),
    lookUp: (secret: string) =>
      concerts.house.anyone<Offered>('POST', '/v1/ticket-offers/look-up', { secret }),
    /** What devices at the door ask of the performance. */
    checkIn: (path: string) =>
      `/v1/stores/${concerts.concertId}/occasions/${concerts.performanceId}${path}`,
  }
}
