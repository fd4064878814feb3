import { createRoute } from '@tanstack/react-router'
import { readFinding } from '../../../bookings/screens/finding/finding-queries.ts'
import { moved } from '../../../stores/screens/moved.ts'
import type { Door } from '../../../web/door.ts'
import { root, screen } from '../../../web/root.tsx'
import { bookings } from './bookings.ts'
import { useIdleTabs } from './owner/use-ways.ts'
import { Scene } from './restaurants/scene.tsx'
import { menuText } from './text.ts'

interface TimeSearch {
  readonly date?: string
  /** A table time, to be focused; of a party, when it comes: `19:00`. */
  readonly time?: string
  /** How many come. */
  readonly party?: number
  /** Where they sit; anywhere, if it is missing. */
  readonly area?: string | undefined
}

const ofTime = ({ date, time, party, area }: Record<string, unknown>): TimeSearch => ({
  ...(typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date) && { date }),
  ...(typeof time === 'string' && { time }),
  ...(Number.isInteger(party) &&
    Number(party) >= 1 &&
    Number(party) <= 100 && { party: Number(party) }),
  ...(typeof area === 'string' && /^[\da-f-]{36}$/i.test(area) && { area }),
})

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/restaurants',
    validateSearch: readFinding,
    component: screen(() => import('./restaurants/restaurants.tsx'), 'Restaurants'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/restaurants/$restaurantId',
    validateSearch: ofTime,
    component: screen(() => import('./restaurants/restaurant.tsx'), 'Restaurant'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/restaurants/$restaurantId/line',
    component: screen(() => import('./restaurants/line.tsx'), 'Line'),
  }),
  moved('/owner', () => '/desk'),
  moved('/owner/$restaurantId', (id) => `/desk/${id}`),
] as const

const desk = () => import('./owner/desk.tsx')

/** The screens of dining: restaurants, bookings, and the owner's tabs. */
export const dining = {
  name: 'dining',
  routes,
  title: () => menuText()('title'),
  lead: () => menuText()('lead'),
  deskTitle: () => menuText()('desk'),
  listPage: '/restaurants',
  storePage: (storeId) => `/restaurants/${storeId}`,
  timePage: (storeId, { tableTimeId, ...when }) =>
    `/restaurants/${storeId}?${new URLSearchParams(tableTimeId ? { ...when, time: tableTimeId } : when)}`,
  stores: {
    about: () => menuText()('about'),
    kinds: [],
    pricePer: ['table', 'person'],
    kindName: () => menuText()('kind'),
    visit: () => menuText()('visit'),
    closesForGood: false,
    firstTab: 'tables',
    Scene,
  },
  dayTab: 'bookings',
  hoursTab: 'hours',
  whereTab: 'floor',
  useIdleTabs,
  Setup: screen(() => import('./owner/setup.tsx'), 'Setup'),
  tabs: [
    {
      name: 'bookings',
      right: 'desk',
      title: () => menuText()('tabs.bookings'),
      Part: screen(desk, 'Bookings'),
    },
    {
      name: 'floor',
      right: 'desk',
      title: () => menuText()('tabs.floor'),
      Part: screen(() => import('./owner/floor/floor.tsx'), 'Floor'),
    },
    {
      name: 'line',
      right: 'desk',
      title: () => menuText()('tabs.line'),
      Part: screen(() => import('./owner/line.tsx'), 'Line'),
    },
    {
      name: 'tables',
      right: 'manager',
      title: () => menuText()('tabs.tables'),
      Part: screen(() => import('./owner/seating/floor-plan.tsx'), 'FloorPlan'),
    },
    {
      name: 'hours',
      right: 'manager',
      title: () => menuText()('tabs.hours'),
      Part: screen(() => import('./owner/seating/hours.tsx'), 'Hours'),
    },
    {
      name: 'seating',
      right: 'manager',
      title: () => menuText()('tabs.seating'),
      Part: screen(() => import('./owner/seating/terms.tsx'), 'Terms'),
    },
    {
      name: 'times',
      right: 'manager',
      title: () => menuText()('tabs.times'),
      Part: screen(desk, 'Times'),
    },
    {
      name: 'closed',
      right: 'manager',
      title: () => menuText()('tabs.closed'),
      Part: screen(desk, 'ClosedDates'),
    },
  ],
  bookings,
} satisfies Door
