import { accountRoutes } from './accounts/routes.ts'
import type { Engine } from './engine.ts'
import { eventRoutes } from './events/routes.ts'
import { frontDoors } from './front-doors/index.ts'
import type { Server } from './http/server.ts'
import { forgetBuyer } from './orders/queries.ts'
import { orderRoutes } from './orders/routes.ts'
import { abandon } from './payments/abandon.ts'
import { paymentRoutes } from './payments/routes.ts'
import { storeRoutes } from './payments/store-routes.ts'
import { policyRoutes } from './policies/routes.ts'
import { forgetScope } from './postgres/once.ts'
import { pictureRoutes } from './stores/pictures/routes.ts'
import { forgetWallet } from './wallets/leaving.ts'
import { walletRoutes } from './wallets/routes.ts'

/** Everything the product answers: the core, then each front door. */
export const routesOf = (engine: Engine): ((server: Server, engine: Engine) => void)[] => [
  accountRoutes({
    abandon: abandon(engine),
    erasers: [...frontDoors.map(({ erase }) => erase), forgetBuyer, forgetWallet, forgetScope],
  }),
  pictureRoutes,
  orderRoutes,
  walletRoutes,
  policyRoutes,
  paymentRoutes,
  storeRoutes,
  eventRoutes,
  ...frontDoors.map(({ routes }) => routes),
]
