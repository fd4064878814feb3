import { createRoute, redirect } from '@tanstack/react-router'
import type { Door } from '../../../web/door.ts'
import { root, screen } from '../../../web/root.tsx'
import { bookings } from './bookings.tsx'
import { type ShopTab, shopTabs } from './owner/tabs.ts'
import { menuText } from './text.ts'

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

const ofTab = (search: Record<string, unknown>): { tab?: ShopTab; date?: string } => {
  const tab = shopTabs.find((name) => name === search.tab)
  return { ...(tab ? { tab } : {}), ...(isDay(search.date) ? { date: search.date } : {}) }
}

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/shops/$shopId',
    component: screen(() => import('./shops/shop.tsx'), 'Shop'),
  }),
  // Links in older mails.
  createRoute({
    getParentRoute: () => root,
    path: '/shop-bookings/$bookingId',
    beforeLoad: ({ params }) => {
      throw redirect({ to: '/bookings/$bookingId', params, replace: true })
    },
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/my-shops',
    component: screen(() => import('./owner/my-shops.tsx'), 'MyShops'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/my-shops/$shopId',
    validateSearch: ofTab,
    component: screen(() => import('./owner/my-shop.tsx'), 'MyShop'),
  }),
] as const

/** Timetables, as the site shows them: shops on the first page, times of today, the owner's desk. */
export const timetables = {
  name: 'timetables',
  routes,
  title: () => menuText()('title'),
  lead: () => menuText()('lead'),
  Home: screen(() => import('./shops/shops.tsx'), 'Shops'),
  menu: [{ to: '/my-shops', label: () => menuText()('owner') }],
  bookings,
  storePage: (storeId) => `/my-shops/${storeId}`,
} satisfies Door & { routes: typeof routes }
