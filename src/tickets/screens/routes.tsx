import { createRoute } from '@tanstack/react-router'
import { root, screen } from '../../web/root.tsx'

export const ticketRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/tickets',
    /** Of a booking or of a store only. */
    validateSearch: (
      search: Record<string, unknown>,
    ): { booking?: string | undefined; store?: string | undefined } => ({
      booking: textOf(search.booking),
      store: textOf(search.store),
    }),
    component: screen(() => import('./tickets.tsx'), 'Tickets'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/ticket-offers',
    component: screen(() => import('./accept.tsx'), 'AcceptTicket'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/check-in/$storeId/$occasionId',
    component: screen(() => import('./check-in/check-in.tsx'), 'CheckIn'),
  }),
] as const

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined
