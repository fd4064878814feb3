import { createRoute, createRouter } from '@tanstack/react-router'
import { accountRoutes } from '../accounts/screens/routes.tsx'
import { bookingRoutes } from '../bookings/screens/routes.tsx'
import { auctions } from '../front-doors/auctions/screens/door.tsx'
import { concerts } from '../front-doors/concerts/screens/door.tsx'
import { dining } from '../front-doors/dining/screens/door.tsx'
import { shop } from '../front-doors/shop/screens/door.tsx'
import { timetables } from '../front-doors/timetables/screens/door.tsx'
import { limitRoutes } from '../limits/screens/routes.tsx'
import { paymentRoutes } from '../payments/screens/routes.tsx'
import { securityRoutes } from '../security/screens/routes.tsx'
import { storeRoutes } from '../stores/screens/routes.tsx'
import { termsRoutes } from '../terms/screens/routes.tsx'
import { ticketRoutes } from '../tickets/screens/routes.tsx'
import { waitingRoomRoutes } from '../waiting-room/screens/routes.tsx'
import { walletRoutes } from '../wallets/screens/routes.tsx'
import { type RouterContext, root, screen } from './root.tsx'

/** The front doors: to add one, import it above and list it here. */
const doors = [dining, timetables, concerts, auctions, shop] as const

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: screen(() => import('./home/home.tsx'), 'Home'),
})

const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: screen(() => import('./admin.tsx'), 'Admin'),
})

/** Places are shown as a booking, a wallet charge in the wallet. */
const orderPage: RouterContext['orderPage'] = ({ orderId, paymentId, buys }) => {
  if (buys === 'places') return `/bookings/${orderId}`
  return `/wallet/charges/${orderId}${paymentId ? `?payment=${paymentId}` : ''}`
}

type DoorRoute = (typeof doors)[number]['routes'][number]
const doorRoutes: readonly DoorRoute[] = doors.flatMap<DoorRoute>(({ routes }) => routes)

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    admin,
    ...accountRoutes,
    ...bookingRoutes,
    ...limitRoutes,
    ...paymentRoutes,
    ...securityRoutes,
    ...storeRoutes,
    ...termsRoutes,
    ...ticketRoutes,
    ...waitingRoomRoutes,
    ...walletRoutes,
    ...doorRoutes,
  ]),
  context: { doors, orderPage },
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
