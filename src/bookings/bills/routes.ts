import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { owning } from '../../stores/rules.ts'
import { onBooking } from '../visits/on-booking.ts'
import * as contract from './contract.ts'
import { enterBill, showBill } from './operations.ts'

export function billRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getBill, ({ caller, params }) =>
    onBooking(engine, { by: owning(caller), ...params }, showBill),
  )
  serve(server, contract.enterBill, ({ caller, params, body }) =>
    enterBill(engine, { by: owning(caller), ...params }, body.amount),
  )
}
