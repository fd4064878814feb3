import type { Caller } from '../../../accounts/caller.ts'
import type { Engine } from '../../../engine.ts'
import { holderOf } from '../../../holds/holder.ts'
import type { Server } from '../../../http/edge.ts'
import { serve } from '../../../http/serve.ts'
import { workingAs } from '../../../stores/rules.ts'
import { shop } from '../owner-operations.ts'
import { HOLD_SECONDS } from '../rules.ts'
import { bookAppointment } from './book.ts'
import * as contract from './contract.ts'
import { deskRoutes } from './desk-routes.ts'
import { showServices, showTimes } from './free-times.ts'
import * as owner from './owner.ts'
import * as owned from './owner-contract.ts'

export function appointmentRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getBookableServices, ({ params }) => showServices(engine, params.shopId))
  serve(server, contract.getAppointmentTimes, ({ params, query }) =>
    showTimes(engine, {
      ...{ ...params, date: query.date, personId: query.person, days: query.days },
      serviceIds: query.services.toLowerCase().split(','),
    }),
  )
  serve(server, contract.bookAppointment, ({ caller, params, body, once }) =>
    bookAppointment(engine, {
      ...{ storeId: params.shopId, serviceIds: body.services, personId: body.person },
      ...{ date: body.date, time: body.time, price: body.price },
      buyerId: caller.accountId,
      once,
      holder: holderOf(caller, 1, HOLD_SECONDS),
    }),
  )
  ownerRoutes(server, engine)
  deskRoutes(server, engine)
}

function ownerRoutes(server: Server, engine: Engine): void {
  const own = (caller: Caller, { shopId }: { readonly shopId: string }) =>
    shop(workingAs(caller), shopId)
  serve(server, owned.getShopServices, async ({ caller, params }) =>
    owner.servicesView(await owner.readOwnBook(engine, own(caller, params))),
  )
  serve(server, owned.putShopServices, ({ caller, params, body }) =>
    owner.writeShopServices(engine, own(caller, params), body.services),
  )
  serve(server, owned.getShopPeople, async ({ caller, params }) =>
    owner.peopleView(await owner.readOwnBook(engine, own(caller, params))),
  )
  serve(server, owned.putShopPeople, ({ caller, params, body }) =>
    owner.writeShopPeople(engine, own(caller, params), body.people),
  )
  serve(server, owned.getAppointmentTerms, async ({ caller, params }) =>
    owner.termsView(await owner.readOwnBook(engine, own(caller, params))),
  )
  serve(server, owned.putAppointmentTerms, ({ caller, params, body }) =>
    owner.writeAppointmentTerms(engine, own(caller, params), body),
  )
}
