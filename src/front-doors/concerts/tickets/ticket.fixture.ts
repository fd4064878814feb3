import { confirm } from '../../../../test/booker.ts'
import type { Person } from '../../../../test/server.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { done, type openConcerts } from '../concert.fixture.ts'
import type * as contract from './contract.ts'

type Tickets = AnswerOf<typeof contract.listBookingTickets>

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
      (await done(guest<Tickets>('GET', at(`/bookings/${id}/tickets`)))).data,
    own: async (guest: Person) => (await done(guest<Tickets>('GET', at('/tickets')))).data,
    offer: (by: Person, serial: string, email: string) =>
      by<{ secret: string }>('POST', at(`/tickets/${serial}/transfer`), { email }),
    accept: (by: Person, secret: string) =>
      by<Tickets['data'][number]>('POST', at(`/ticket-offers/${secret}/acceptance`)),
  }
}
