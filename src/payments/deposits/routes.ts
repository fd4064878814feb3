import type { Engine } from '../../engine.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { onOwn } from '../../stores/operations.ts'
import { readStore } from '../../stores/queries.ts'
import { storeMissing, workingAs } from '../../stores/rules.ts'
import * as contract from './contract.ts'
import { readDepositHours, writeDepositHours } from './queries.ts'

export function depositRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getDepositTerms, async ({ params: { storeId } }) => {
    const cell = engine.cell(storeId)
    if (!(await readStore(cell, storeId))) throw storeMissing()
    return { hours: await readDepositHours(cell, storeId) }
  })
  serve(server, contract.changeDepositTerms, ({ caller, params: { storeId }, body: { hours } }) =>
    onOwn(engine, { by: workingAs(caller), storeId }, async (tx) => {
      await writeDepositHours(tx, storeId, hours)
      return { hours }
    }),
  )
}
