import { createRoute, createRouter } from '@tanstack/react-router'
import { accountRoutes } from '../accounts/screens/routes.tsx'
import { bookingRoutes } from '../bookings/screens/routes.tsx'
import { dining } from '../front-doors/dining/screens/door.tsx'
import { timetables } from '../front-doors/timetables/screens/door.tsx'
import { paymentRoutes } from '../payments/screens/routes.tsx'
import { walletRoutes } from '../wallets/screens/routes.tsx'
import type { Door } from './door.ts'
import { Home } from './home.tsx'
import { type RouterContext, root } from './root.tsx'

/** The front doors: a door is its line here, and its routes below. */
const doors: readonly Door[] = [dining, timetables]

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  loader: () => Promise.all(doors.map(({ Home }) => Home.preload?.())),
  component: Home,
})

/** Places are shown as a booking, a charge in the wallet. */
const orderPage: RouterContext['orderPage'] = ({ orderId, paymentId, buys }) => {
  if (buys === 'places') return `/bookings/${orderId}`
  return `/wallet/charges/${orderId}${paymentId ? `?payment=${paymentId}` : ''}`
}

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    ...accountRoutes,
    ...bookingRoutes,
    ...paymentRoutes,
    ...walletRoutes,
    ...dining.routes,
    ...timetables.routes,
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
