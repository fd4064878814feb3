import type { BookingDoor } from '../../../bookings/screens/booking-door.ts'
import type { Booking } from '../../../bookings/screens/booking-queries.ts'
import { leftOf } from '../../../bookings/screens/starts.ts'
import { wallTimeAt } from '../../../kernel/format.ts'
import { withZone } from '../../../web/kit/zone.ts'
import { currentLanguage } from '../../../web/language.ts'
import { screen } from '../../../web/root.tsx'
import { ofShop } from './products/product-queries.ts'
import { Scene } from './products/scene.tsx'
import { headOf } from './returns/head.ts'
import { type OwnOrder, ownOrderQuery } from './returns/return-queries.ts'
import { menuText } from './text.ts'

const timeText = (at: string, timeZone: string): string =>
  withZone(wallTimeAt(new Date(at), timeZone), timeZone, currentLanguage())

/** By the first of what is left; what goes along with the others never names an order. */
function titleOf(booking: Booking): string | undefined {
  const lines = leftOf(booking).filter(({ isAside }) => !isAside)
  const [first] = lines
  const what = first?.what[currentLanguage()]
  if (!what || lines.length === 1) return what
  return menuText()('booking.title', { what, more: lines.length - 1 })
}

export const bookings: BookingDoor = {
  storePage: ({ store: { id: marketId } }) => ({ to: '/market/$marketId', params: { marketId } }),
  title: titleOf,
  Picture: Scene,
  items: () => menuText()('booking.items'),
  messageHint: () => menuText()('booking.messageHint'),
  event: (name) => menuText()('booking.event', { name }),
  durationSeconds: 0,
  cancellation: () => menuText()('cancellation'),
  stageWords({ expiresAt, store: { timeZone }, cancellation }, at) {
    const stage = at === 'canceled' && cancellation?.isReturn ? 'returned' : at
    return {
      title: menuText()(`booking.stage.${stage}`),
      lead: menuText()(`booking.stage.${stage}Lead`, { until: timeText(expiresAt, timeZone) }),
    }
  },
  progress: {
    query: ownOrderQuery,
    words(booking, known) {
      const head = headOf(booking, known as OwnOrder | undefined)
      const [title, lead] = [`booking.head.${head}`, `booking.head.${head}Lead`] as const
      return {
        ...{ title: menuText()(title), lead: menuText()(lead) },
        isUnderWay: head !== 'paid' && head !== 'unknown',
      }
    },
  },
  word: (name) => menuText()(`booking.words.${name}`),
  UnlessFinal: screen(() => import('./returns/unless-sent.tsx'), 'UnlessSent'),
  CardStage: screen(() => import('./returns/card-stage.tsx'), 'CardStage'),
  mayRefuseCancel: true,
  Recipient: screen(() => import('./checkout/recipient.tsx'), 'Recipient'),
  Progress: screen(() => import('./returns/order-progress.tsx'), 'OrderProgress'),
  availabilityKey: () => ofShop,
  claimAgain: () => undefined,
}
