import { createRoute, redirect } from '@tanstack/react-router'
import { moved } from '../../../stores/screens/moved.ts'
import type { Door } from '../../../web/door.ts'
import { root, screen } from '../../../web/root.tsx'
import {
  type AppointmentSearch,
  readAppointmentSearch,
} from './appointments/appointment-claiming.ts'
import { bookings } from './bookings.tsx'
import { kindName, kinds } from './kinds.ts'
import { useIdleTabs } from './owner/use-idle-tabs.ts'
import { Scene } from './shops/scene.tsx'
import { menuText } from './text.ts'

interface ShopSearch extends AppointmentSearch {
  /** A timetable, to be focused. */
  readonly time?: string
}

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/shops',
    component: screen(() => import('./shops/shops.tsx'), 'Shops'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/shops/$shopId',
    validateSearch: (search: Record<string, unknown>): ShopSearch => ({
      ...(typeof search.time === 'string' && { time: search.time }),
      ...readAppointmentSearch(search),
    }),
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
  timePage: (storeId, { timetableId, serviceId, date, time }) =>
    `/shops/${storeId}?${new URLSearchParams(
      timetableId
        ? { time: timetableId }
        : {
            ...(serviceId && { services: serviceId }),
            ...(date && { date }),
            ...(time && { at: time }),
          },
    )}`,
  stores: {
    about: () => menuText()('about'),
    kinds,
    kindName,
    visit: () => menuText()('visit'),
    pricePer: ['booking'],
    closesForGood: true,
    firstTab: 'services',
    Scene,
  },
  dayTab: 'history',
  hoursTab: 'people',
  useIdleTabs,
  Setup: screen(() => import('./owner/setup.tsx'), 'Setup'),
  tabs: [
    {
      name: 'today',
      right: 'desk',
      title: () => menuText()('tabs.today'),
      Part: screen(desk, 'Today'),
    },
    {
      name: 'day',
      right: 'desk',
      title: () => menuText()('tabs.day'),
      Part: screen(() => import('./owner/schedule/schedule.tsx'), 'Schedule'),
    },
    {
      name: 'services',
      right: 'manager',
      title: () => menuText()('tabs.services'),
      Part: screen(() => import('./owner/appointments/services.tsx'), 'Services'),
    },
    {
      name: 'people',
      right: 'manager',
      title: () => menuText()('tabs.people'),
      Part: screen(() => import('./owner/appointments/people.tsx'), 'People'),
    },
    {
      name: 'terms',
      right: 'manager',
      title: () => menuText()('tabs.terms'),
      Part: screen(() => import('./owner/appointments/terms.tsx'), 'Terms'),
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
