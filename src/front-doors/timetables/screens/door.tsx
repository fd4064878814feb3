import { createRoute, redirect } from '@tanstack/react-router'
import { moved } from '../../../stores/screens/moved.ts'
import type { Door } from '../../../web/door.ts'
import { root, screen } from '../../../web/root.tsx'
import { bookings } from './bookings.tsx'
import { kindName, kinds } from './kinds.ts'
import { Scene } from './shops/scene.tsx'
import { menuText } from './text.ts'

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/shops',
    component: screen(() => import('./shops/shops.tsx'), 'Shops'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/shops/$shopId',
    /** A timetable, to be focused. */
    validateSearch: ({ time }: { time?: unknown }): { time?: string } =>
      typeof time === 'string' ? { time } : {},
    component: screen(() => import('./shops/shop.tsx'), 'Shop'),
  }),
  // for links in older mails
  createRoute({
    getParentRoute: () => root,
    path: '/shop-bookings/$bookingId',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/bookings/$bookingId', params, replace: true })
    },
  }),
  moved('/my-shops', () => '/desk'),
  moved('/my-shops/$shopId', (id) => `/desk/${id}`),
] as const

const desk = () => import('./owner/desk.tsx')

/** The screens of timetables: shops, times of today, and the owner's tabs. */
export const timetables = {
  name: 'timetables',
  routes,
  title: () => menuText()('title'),
  lead: () => menuText()('lead'),
  listPage: '/shops',
  storePage: (storeId) => `/shops/${storeId}`,
  timePage: (storeId, { timetableId = '' }) =>
    `/shops/${storeId}?${new URLSearchParams({ time: timetableId })}`,
  stores: {
    about: () => menuText()('about'),
    kinds,
    kindName,
    visit: () => menuText()('visit'),
    pricePer: ['booking'],
    closesForGood: true,
    firstTab: 'times',
    Scene,
  },
  dayTab: 'history',
  tabs: [
    {
      name: 'today',
      right: 'desk',
      title: () => menuText()('tabs.today'),
      Part: screen(desk, 'Today'),
    },
    {
      name: 'times',
      right: 'manager',
      title: () => menuText()('tabs.times'),
      Part: screen(desk, 'Times'),
    },
    {
      name: 'history',
      right: 'desk',
      title: () => menuText()('tabs.history'),
      Part: screen(desk, 'History'),
    },
  ],
  bookings,
} satisfies Door
