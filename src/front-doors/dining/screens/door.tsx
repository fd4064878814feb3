import { createRoute } from '@tanstack/react-router'
import { moved } from '../../../stores/screens/moved.ts'
import type { Door } from '../../../web/door.ts'
import { root, screen } from '../../../web/root.tsx'
import { bookings } from './bookings.ts'
import { Scene } from './restaurants/scene.tsx'
import { menuText } from './text.ts'

interface TimeSearch {
  readonly date?: string
  /** A table time, to be focused. */
  readonly time?: string
}

const ofTime = ({ date, time }: Record<string, unknown>): TimeSearch => ({
  ...(typeof date === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(date) && { date }),
  ...(typeof time === 'string' && { time }),
})

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/restaurants',
    component: screen(() => import('./restaurants/restaurants.tsx'), 'Restaurants'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/restaurants/$restaurantId',
    validateSearch: ofTime,
    component: screen(() => import('./restaurants/restaurant.tsx'), 'Restaurant'),
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
  listPage: '/restaurants',
  storePage: (storeId) => `/restaurants/${storeId}`,
  stores: {
    about: () => menuText()('about'),
    kinds: [],
    pricePer: ['table', 'person'],
    kindName: () => menuText()('kind'),
    visit: () => menuText()('visit'),
    closesForGood: false,
    firstTab: 'times',
    Scene,
  },
  dayTab: 'bookings',
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
