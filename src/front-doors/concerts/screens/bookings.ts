import {
  type BookingDoor,
  type BookingWord,
  claimingOne,
} from '../../../bookings/screens/booking-door.ts'
import { ofConcert } from './concerts/concert-queries.ts'
import { claiming } from './seats/claiming.ts'
import { menuText } from './text.ts'

/** The usual words that say 예약 where tickets are 예매. */
const own = [
  ...(['summary', 'booker', 'changeBooker', 'letGo', 'letGoTitle', 'letGoDone', 'cancel'] as const),
  ...(['cancelTitle', 'cancelDone', 'paid', 'canceled', 'canceledByStore', 'expired'] as const),
  'again',
] as const
const isOwn = (name: BookingWord): name is (typeof own)[number] => own.some((one) => one === name)

export const bookings: BookingDoor = {
  storePage: ({ store, lines }) => {
    const performanceId = lines.find(({ item }) => item.performanceId)?.item.performanceId
    if (!performanceId) return { to: '/concerts/$concertId', params: { concertId: store.id } }
    return {
      to: '/concerts/$concertId/performances/$performanceId',
      params: { concertId: store.id, performanceId },
    }
  },
  stageWords: ({ price }, stage) =>
    stage === 'paid'
      ? {
          title: menuText()('booking.paid'),
          lead: menuText()('booking.paidLead', { price: price.amount }),
        }
      : undefined,
  word: (name) => (isOwn(name) ? menuText()(`booking.words.${name}`) : undefined),
  items: () => menuText()('booking.items'),
  messageHint: () => menuText()('booking.messageHint'),
  event: (name) => menuText()('booking.event', { name }),
  durationSeconds: 2 * 60 * 60, // as in the mails
  whenPaid: ({ id }) => ({
    label: menuText()('booking.tickets'),
    page: { to: '/tickets', search: { booking: id } },
  }),
  availabilityKey: ofConcert,
  claimAgain: ({ store, lines }) => {
    const seats = lines.filter(({ item }) => item.seatId)
    const performanceId = seats[0]?.item.performanceId
    // A presale code is not kept in the booking.
    if (!performanceId || seats.length < lines.length) return undefined
    const seatIds = seats.map(({ item }) => Number(item.seatId))
    return claimingOne(claiming(store.id), { performanceId, wanted: { seatIds }, presaleCode: '' })
  },
}
