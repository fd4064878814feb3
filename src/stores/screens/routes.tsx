import { createRoute } from '@tanstack/react-router'
import type { PaymentFilter } from '../../payments/screens/store/filter.ts'
import { root, screen } from '../../web/root.tsx'
import { moved } from './moved.ts'

/** What a desk's address says: its tab, a date for it, and what its payments are narrowed to. */
export interface DeskSearch extends PaymentFilter {
  readonly tab?: string
  readonly date?: string
  /** The booking or order that a list of a date brings into view. */
  readonly order?: string
  /** How a calendar is shown: `week`; left out: the month. */
  readonly view?: string
  /** The subject of the store that a tab shows. */
  readonly subject?: string
}

export const storeRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/saved',
    component: screen(() => import('../saved/screens/saved-stores.tsx'), 'SavedStores'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk',
    component: screen(() => import('./list/my-stores.tsx'), 'MyStores'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk/today',
    component: screen(() => import('../../bookings/today/screens/stores-today.tsx'), 'StoresToday'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk/open',
    validateSearch: ({ door }: { door?: unknown }) => (typeof door === 'string' ? { door } : {}),
    component: screen(() => import('./open/open-store.tsx'), 'OpenStore'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/desk/$storeId',
    validateSearch: (search: DeskSearch) => search, // each part reads what is its own
    component: screen(() => import('./desk/desk.tsx'), 'Desk'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/staff-invitations',
    component: screen(() => import('../staff/screens/invitation.tsx'), 'StaffInvitation'),
  }),
  moved('/stores/$storeId/payments', (id) => `/desk/${id}?tab=payments`),
] as const
