import { createRoute, createRouter } from '@tanstack/react-router'
import { accountRoutes } from '../accounts/screens/routes.tsx'
import { dining } from '../front-doors/dining/screens/door.tsx'
import { timetables } from '../front-doors/timetables/screens/door.tsx'
import { orderRoutes } from '../orders/screens/routes.tsx'
import { paymentRoutes } from '../payments/screens/routes.tsx'
import { storeRoutes } from '../stores/screens/routes.tsx'
import { walletRoutes } from '../wallets/screens/routes.tsx'
import { type RouterContext, root, screen } from './root.tsx'

/** The front doors: a door is its import above and its name here. */
const doors = [dining, timetables] as const

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: screen(() => import('./home/home.tsx'), 'Home'),
})

/** What was bought is found at the door that sold it; a charge, at the wallet. */
const orderPage: RouterContext['orderPage'] = ({ orderId, paymentId, buys }) => {
  if (buys === 'places') return `/orders/${orderId}`
  return `/wallet/charges/${orderId}${paymentId ? `?payment=${paymentId}` : ''}`
}

type DoorRoute = (typeof doors)[number]['routes'][number]
const doorRoutes: readonly DoorRoute[] = doors.flatMap<DoorRoute>(({ routes }) => routes)

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    ...accountRoutes,
    ...orderRoutes,
    ...paymentRoutes,
    ...storeRoutes,
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
