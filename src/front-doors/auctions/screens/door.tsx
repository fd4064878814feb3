import { createRoute } from '@tanstack/react-router'
import type { Door } from '../../../web/door.ts'
import { root, screen } from '../../../web/root.tsx'
import { bookings } from './bookings.tsx'
import { Scene } from './lots/scene.tsx'
import { menuText } from './text.ts'

const stages = ['live', 'scheduled', 'closed'] as const
type Stage = (typeof stages)[number]
const tabs = ['bids', 'wins', 'lost'] as const
type Tab = (typeof tabs)[number]

const among = <Known extends string>(known: readonly Known[], asked: unknown) =>
  known.find((one) => one === asked)

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/auctions',
    validateSearch: (asked: Record<string, unknown>): LotSearch => ({
      stage: among(stages, asked.stage),
      category: typeof asked.category === 'string' ? asked.category : undefined,
      title: typeof asked.title === 'string' ? asked.title : undefined,
    }),
    component: screen(() => import('./lots/lots.tsx'), 'Lots'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/auctions/mine',
    validateSearch: ({ tab }: { tab?: unknown }): { tab?: Tab | undefined } => ({
      tab: among(tabs, tab),
    }),
    component: screen(() => import('./mine/mine.tsx'), 'Mine'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/auctions/$auctionId',
    validateSearch: ({ stage }: { stage?: unknown }): Pick<LotSearch, 'stage'> => ({
      stage: among(stages, stage),
    }),
    component: screen(() => import('./lots/auction.tsx'), 'Auction'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/auctions/$auctionId/lots/$lotId',
    component: screen(() => import('./room/room.tsx'), 'Room'),
  }),
] as const

/** Which lots are listed; live ones unless said otherwise. */
interface LotSearch {
  readonly stage?: Stage | undefined
  readonly category?: string | undefined
  readonly title?: string | undefined
}

const desk = () => import('./owner/desk.tsx')

/** The screens of auctions: lots, the room of each, own bids, and the seller's tabs. */
export const auctions = {
  name: 'auctions',
  routes,
  title: () => menuText()('title'),
  lead: () => menuText()('lead'),
  listPage: '/auctions',
  storePage: (storeId) => `/auctions/${storeId}`,
  stores: {
    about: () => menuText()('about'),
    kinds: [],
    pricePer: [],
    isTimeless: true,
    kindName: () => menuText()('kind'),
    visit: () => menuText()('visit'),
    left: (count) => menuText()('left', { count }),
    cancellation: () => menuText()('cancellation'),
    closesForGood: false,
    firstTab: 'lots',
    Scene,
  },
  own: {
    title: () => menuText()('mine'),
    page: '/auctions/mine',
    waits: ({ store, lines }) => store.door === 'auctions' && lines[0]?.item.lotId !== undefined,
  },
  dayTab: 'buyers',
  tabs: [
    {
      name: 'lots',
      right: 'desk',
      title: () => menuText()('tabs.lots'),
      Part: screen(desk, 'Lots'),
    },
    {
      name: 'terms',
      right: 'manager',
      title: () => menuText()('tabs.terms'),
      Part: screen(desk, 'Terms'),
    },
    {
      name: 'buyers',
      right: 'desk',
      title: () => menuText()('tabs.buyers'),
      Part: screen(desk, 'Buyers'),
    },
  ],
  bookings,
} satisfies Door
