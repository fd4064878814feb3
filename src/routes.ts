import { accountRoutes } from './accounts/routes.ts'
import type { Engine } from './engine.ts'
import { frontDoors } from './front-doors/index.ts'
import type { Server } from './http/server.ts'
import { forgetBuyer } from './orders/queries.ts'
import { orderRoutes } from './orders/routes.ts'
import { abandon } from './payments/abandon.ts'
import { paymentRoutes } from './payments/routes.ts'
import { forgetScope } from './postgres/once.ts'

/** Everything the product answers: the core, then each front door. */
export const routesOf = (engine: Engine): ((server: Server, engine: Engine) => void)[] => [
  accountRoutes({
    abandon: abandon(engine),
    erasers: [...frontDoors.map(({ erase }) => erase), forgetBuyer, forgetScope],
  }),
  orderRoutes,
  paymentRoutes,
  ...frontDoors.map(({ routes }) => routes),
]
