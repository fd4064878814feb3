import { createRoute } from '@tanstack/react-router'
import type { Door } from '../../../web/door.ts'
import { root, screen } from '../../../web/root.tsx'
import { fullPrice } from '../full-price.ts'
import { bookings } from './bookings.ts'
import { Scene } from './concerts/scene.tsx'
import { menuText } from './text.ts'

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/concerts',
    component: screen(() => import('./concerts/concerts.tsx'), 'Concerts'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/concerts/$concertId',
    component: screen(() => import('./concerts/concert.tsx'), 'Concert'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/concerts/$concertId/performances/$performanceId',
    component: screen(() => import('./seats/performance.tsx'), 'Performance'),
  }),
] as const

const desk = () => import('./owner/desk.tsx')

/** The screens of concerts: dates, seats, and the organiser's tabs. */
export const concerts = {
  name: 'concerts',
  routes,
  title: () => menuText()('title'),
  lead: () => menuText()('lead'),
  listPage: '/concerts',
  storePage: (storeId) => `/concerts/${storeId}`,
  stores: {
    about: () => menuText()('about'),
    kinds: [],
    pricePer: ['person'],
    fullPrice,
    kindName: () => menuText()('kind'),
    visit: () => menuText()('visit'),
    left: (count) => menuText()('left', { count }),
    closesForGood: false,
    firstTab: 'hall',
    Scene,
  },
  dayTab: 'bookings',
  Setup: screen(() => import('./owner/setup.tsx'), 'Setup'),
  tabs: [
    {
      name: 'performances',
      right: 'door',
      title: () => menuText()('tabs.performances'),
      Part: screen(desk, 'Performances'),
    },
    {
      name: 'hall',
      right: 'manager',
      title: () => menuText()('tabs.hall'),
      Part: screen(desk, 'Hall'),
    },
    {
      name: 'bookings',
      right: 'desk',
      title: () => menuText()('tabs.bookings'),
      Part: screen(desk, 'Buyers'),
    },
    {
      name: 'codes',
      right: 'manager',
      title: () => menuText()('tabs.codes'),
      Part: screen(desk, 'Codes'),
    },
    {
      name: 'sales',
      right: 'manager',
      title: () => menuText()('tabs.sales'),
      Part: screen(desk, 'Sales'),
    },
  ],
  bookings,
} satisfies Door
