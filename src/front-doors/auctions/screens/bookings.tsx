import { type BookingDoor, claimingOne } from '../../../bookings/screens/booking-door.ts'
import { ofAuctions } from './lots/lot-queries.ts'
import { Scene } from './lots/scene.tsx'
import { claimingDeposit, claimingWin } from './mine/claiming.ts'
import { menuText } from './text.ts'

export const bookings: BookingDoor = {
  storePage: ({ store: { id: auctionId }, lines }) => {
    const item = lines[0]?.item
    const lotId = item?.lotId ?? item?.depositOf
    if (!lotId) return { to: '/auctions/$auctionId', params: { auctionId } }
    return { to: '/auctions/$auctionId/lots/$lotId', params: { auctionId, lotId } }
  },
  Picture: Scene,
  stageWords: ({ lines }, stage) => {
    const what = lines[0]?.item.depositOf ? 'deposit' : 'lot'
    return {
      title: menuText()(`booking.${what}.${stage}`),
      lead: menuText()(`booking.${what}.${stage}Lead`),
    }
  },
  unbooked: ({ lines }) =>
    lines[0]?.item.depositOf ? menuText()('booking.deposit.name') : undefined,
  cancellation: ({ lines }) =>
    menuText()(lines[0]?.item.depositOf ? 'booking.deposit.cancellation' : 'cancellation'),
  items: () => menuText()('booking.items'),
  messageHint: () => menuText()('booking.messageHint'),
  event: (name) => menuText()('booking.event', { name }),
  durationSeconds: 0,
  whenPaid: ({ store: { id: auctionId }, lines }) => {
    const lotId = lines[0]?.item.depositOf
    return lotId
      ? {
          label: menuText()('booking.toRoom'),
          page: { to: '/auctions/$auctionId/lots/$lotId', params: { auctionId, lotId } },
        }
      : {
          label: menuText()('booking.wins'),
          page: { to: '/auctions/mine', search: { tab: 'wins' } },
        }
  },
  availabilityKey: () => ofAuctions,
  claimAgain: ({ store: { id: auctionId }, lines: [line] }) => {
    const { lotId, depositOf } = line?.item ?? {}
    if (lotId) return claimingOne(claimingWin, { auctionId, lotId })
    return depositOf ? claimingOne(claimingDeposit, { auctionId, lotId: depositOf }) : undefined
  },
}
