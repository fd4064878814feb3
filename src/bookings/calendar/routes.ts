import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../../stores/rules.ts'
import * as contract from './contract.ts'
import { showCalendar } from './operations.ts'

export function calendarRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getCalendar, ({ caller, params, query }) =>
    showCalendar(engine, { by: owning(caller), ...params }, query),
  )
}
