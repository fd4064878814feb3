import { accountRoutes } from './accounts/routes.ts'
import { eraseBookers } from './bookings/queries.ts'
import { bookingRoutes } from './bookings/routes.ts'
import type { Engine } from './engine.ts'
import { eventRoutes } from './events/routes.ts'
import { frontDoors } from './front-doors/index.ts'
import type { Server } from './http/edge.ts'
import { forgetBuyer } from './orders/queries.ts'
import { orderRoutes } from './orders/routes.ts'
import { paymentInProgress } from './orders/rules.ts'
import { abandon } from './payments/abandon.ts'
import { paymentRoutes } from './payments/routes.ts'
import { storePaymentRoutes } from './payments/store-routes.ts'
import { policyRoutes } from './policies/routes.ts'
import { forgetScope } from './postgres/once.ts'
import { pictureRoutes } from './stores/pictures/routes.ts'
import { storeRoutes } from './stores/routes.ts'
import { anonymizeWallet } from './wallets/leaving.ts'
import { walletRoutes } from './wallets/routes.ts'
import { walletNotEmpty } from './wallets/rules.ts'

/** All routes: the core, then each front door. */
export const routesOf = (engine: Engine): ((server: Server, engine: Engine) => void)[] => [
  accountRoutes({
    abandon: (tx, accountId) => abandon(engine, tx, accountId),
    erasers: [
      ...frontDoors.flatMap(({ erase = [] }) => erase),
      eraseBookers,
      forgetBuyer,
      anonymizeWallet,
      forgetScope,
    ],
    problems: [paymentInProgress, walletNotEmpty],
  }),
  storeRoutes,
  pictureRoutes,
  orderRoutes,
  walletRoutes,
  policyRoutes,
  paymentRoutes,
  storePaymentRoutes,
  bookingRoutes,
  eventRoutes,
  ...frontDoors.map(({ routes }) => routes),
]
