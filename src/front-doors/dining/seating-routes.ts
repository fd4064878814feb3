import type { Caller } from '../../accounts/caller.ts'
import type { Engine } from '../../engine.ts'
import { holderOf } from '../../holds/holder.ts'
import type { Server } from '../../http/edge.ts'
import { serve } from '../../http/serve.ts'
import { workingAs } from '../../stores/rules.ts'
import type { FloorPlan } from './group-rules.ts'
import { restaurant } from './owner-operations.ts'
import { placeParty } from './parties.ts'
import { HOLD_SECONDS } from './rules.ts'
import { showFreeTimes } from './seating.ts'
import * as contract from './seating-contract.ts'
import * as owner from './seating-owner.ts'
import * as owned from './seating-owner-contract.ts'

export function seatingRoutes(server: Server, engine: Engine): void {
  const own = (caller: Caller, { restaurantId }: { readonly restaurantId: string }) =>
    restaurant(workingAs(caller), restaurantId)
  serve(server, contract.getFreeTimes, ({ params, query }) =>
    showFreeTimes(engine, { ...params, ...query }),
  )
  serve(server, contract.bookParty, ({ caller, params, body, once }) =>
    placeParty(engine, {
      ...params,
      ...body,
      buyerId: caller.accountId,
      once,
      holder: holderOf(caller, 1, HOLD_SECONDS),
    }),
  )
  serve(server, owned.getFloorPlan, async ({ caller, params }) =>
    planView(await owner.readFloorPlan(engine, own(caller, params))),
  )
  serve(server, owned.putFloorPlan, async ({ caller, params, body }) => {
    const plan = {
      ...body,
      joins: body.joins.map(([one = '', other = '']) => [one, other] as const),
    }
    return planView(await owner.writeFloorPlan(engine, own(caller, params), plan))
  })
  serve(server, owned.getServiceHours, ({ caller, params }) =>
    owner.readServiceHours(engine, own(caller, params)),
  )
  serve(server, owned.putServiceHours, ({ caller, params, body }) =>
    owner.writeServiceHours(engine, own(caller, params), body.services),
  )
  serve(server, owned.listSpecialHours, ({ caller, params }) =>
    owner.listSpecialHours(engine, own(caller, params)),
  )
  serve(server, owned.putSpecialHours, ({ caller, params, body }) =>
    owner.writeSpecialHours(engine, { ...own(caller, params), ...params }, body.services),
  )
  serve(server, owned.deleteSpecialHours, async ({ caller, params }) => {
    await owner.deleteSpecialHours(engine, { ...own(caller, params), ...params })
    return null
  })
  serve(server, owned.getSeatingTerms, ({ caller, params }) =>
    owner.readSeatingTerms(engine, own(caller, params)),
  )
  serve(server, owned.putSeatingTerms, ({ caller, params, body }) =>
    owner.writeSeatingTerms(engine, own(caller, params), body),
  )
}

/** A pair as a list, as JSON has it. */
const planView = <Plan extends FloorPlan>(plan: Plan) => ({
  ...plan,
  areas: [...plan.areas],
  tables: [...plan.tables],
  joins: plan.joins.map(([one, other]) => [one, other]),
})
