import { Suspense } from 'react'
import { type BookingDoor, claimingOne } from '../../../bookings/screens/booking-door.ts'
import { dayText, wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import { withZone } from '../../../web/kit/zone.ts'
import { currentLanguage } from '../../../web/language.ts'
import { screen } from '../../../web/root.tsx'
import { ofAuctions } from './lots/lot-queries.ts'
import { Scene } from './lots/scene.tsx'
import { claimingDeposit, claimingWin } from './mine/claiming.ts'
import { menuText } from './text.ts'

const WinWayOut = screen(() => import('./mine/win-way-out.tsx'), 'WinWayOut')

function momentText(at: Date, timeZone: string): string {
  const language = currentLanguage()
  const day = dayText(wallDateAt(at, timeZone), language)
  return withZone(`${day} ${wallTimeAt(at, timeZone)}`, timeZone, language)
}

export const bookings: BookingDoor = {
  storePage: ({ store: { id: auctionId }, lines }) => {
    const item = lines[0]?.item
    const lotId = item?.lotId ?? item?.depositOf
    if (!lotId) return { to: '/auctions/$auctionId', params: { auctionId } }
    return { to: '/auctions/$auctionId/lots/$lotId', params: { auctionId, lotId } }
  },
  title: ({ lines: [line] }) => line?.what[currentLanguage()],
  Picture: Scene,
  stageWords: ({ lines, expiresAt, store: { timeZone } }, stage) => {
    const what = lines[0]?.item.depositOf ? 'deposit' : 'lot'
    const until = momentText(new Date(expiresAt), timeZone)
    return {
      title: menuText()(`booking.${what}.${stage}`),
      lead: menuText()(`booking.${what}.${stage}Lead`, { until }),
    }
  },
  wayOut: ({ lines }) => {
    const lotId = lines[0]?.item.lotId
    return lotId ? (
      <Suspense>
        <WinWayOut lotId={lotId} />
      </Suspense>
    ) : undefined
  },
  mayRefuseCancel: true,
  word: (name) => menuText()(`booking.words.${name}`),
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
