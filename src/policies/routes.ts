import type { Engine } from '../engine.ts'
import type { Server } from '../http/edge.ts'
import { serve } from '../http/serve.ts'
import type { Id } from '../kernel/id.ts'
import { storeMissing, workingAs } from '../stores/rules.ts'
import { changePolicy, policiesOf } from './change.ts'
import * as contract from './contract.ts'
import * as queries from './queries.ts'
import { storePolicyView } from './view.ts'

export function policyRoutes(server: Server, engine: Engine): void {
  const show = async (storeId: Id<'Store'>) => {
    const found = await queries.readPolicies(engine.cell(storeId), storeId)
    if (!found) throw storeMissing()
    return storePolicyView(found, policiesOf(engine, found.frontDoor))
  }
  serve(server, contract.getPolicy, ({ params }) => show(params.storeId))
  serve(server, contract.changePolicy, async ({ caller, params, body }) => {
    await changePolicy(engine, { ...workingAs(caller), ...params, ...body })
    return show(params.storeId)
  })
}
