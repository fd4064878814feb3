import { createRoute } from '@tanstack/react-router'
import type { Door } from '../../../web/door.ts'
import { root, screen } from '../../../web/root.tsx'
import { bookings } from './bookings.ts'
import { type OwnerTab, ownerTabs } from './owner/tabs.ts'
import { menuText } from './text.ts'

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

const ofDate = (search: Record<string, unknown>): { date?: string } =>
  isDay(search.date) ? { date: search.date } : {}

const ofTab = (search: Record<string, unknown>): { tab?: OwnerTab; date?: string } => {
  const tab = ownerTabs.find((name) => name === search.tab)
  return { ...(tab ? { tab } : {}), ...ofDate(search) }
}

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/restaurants/$restaurantId',
    validateSearch: ofDate,
    component: screen(() => import('./restaurants/restaurant.tsx'), 'Restaurant'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/owner',
    component: screen(() => import('./owner/my-restaurants.tsx'), 'MyRestaurants'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/owner/$restaurantId',
    validateSearch: ofTab,
    component: screen(() => import('./owner/my-restaurant.tsx'), 'MyRestaurant'),
  }),
] as const

/** Dining, as the site shows it: restaurants on the first page, tables taken, and the owner's desk. */
export const dining = {
  name: 'dining',
  routes,
  title: () => menuText()('title'),
  lead: () => menuText()('lead'),
  Home: screen(() => import('./restaurants/restaurants.tsx'), 'Restaurants'),
  menu: [{ to: '/owner', label: () => menuText()('owner') }],
  bookings,
  storePage: (storeId) => `/owner/${storeId}`,
} satisfies Door & { routes: typeof routes }
