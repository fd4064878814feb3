import { createRoute, redirect } from '@tanstack/react-router'
import { root, screen } from '../../web/root.tsx'
import { readFinding } from './finding/finding-queries.ts'

export const bookingRoutes = [
  createRoute({
    getParentRoute: () => root,
    path: '/search',
    validateSearch: readFinding,
    component: screen(() => import('./finding/search.tsx'), 'Search'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/bookings',
    component: screen(() => import('./my-bookings/bookings.tsx'), 'Bookings'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/bookings/$bookingId',
    component: screen(() => import('./booking/booking.tsx'), 'BookingScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/moves/$moveId',
    validateSearch: ({ t }: { t?: unknown }) => (typeof t === 'string' ? { t } : {}),
    component: screen(() => import('./move/move-answer.tsx'), 'MoveAnswer'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/guest-bookings',
    component: screen(() => import('./guest/look-up.tsx'), 'GuestLookUp'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/guest-bookings/$token',
    component: screen(() => import('./guest/guest-booking.tsx'), 'GuestBookingScreen'),
  }),
  // Links in older mails.
  createRoute({
    getParentRoute: () => root,
    path: '/orders/$orderId',
    beforeLoad: ({ params: { orderId } }) => {
      throw redirect({
        to: '/bookings/$bookingId',
        params: { bookingId: orderId },
        replace: true,
      })
    },
  }),
] as const
