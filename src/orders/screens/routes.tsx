import { createRoute } from '@tanstack/react-router'
import { root, screen } from '../../web/root.tsx'

export const orderRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/bookings',
    component: screen(() => import('./my-bookings/bookings.tsx'), 'Bookings'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/orders/$orderId',
    component: screen(() => import('./my-bookings/find-booking.tsx'), 'FindBooking'),
  }),
] as const
