import type { Caller } from '../../../accounts/caller.ts'
import type { Engine } from '../../../engine.ts'
import type { Server } from '../../../http/edge.ts'
import { languageOf } from '../../../http/language.ts'
import { serve } from '../../../http/serve.ts'
import type { Problem } from '../../../kernel/problem.ts'
import { readNow } from '../../../postgres/now.ts'
import { owning } from '../../../stores/rules.ts'
import { importShipments, shipmentsCsv } from './csv.ts'
import { listOrders, readWork } from './desk.ts'
import * as operations from './operations.ts'
import * as contract from './owner-contract.ts'
import type { Parcel } from './rules.ts'
import { parcelView } from './view.ts'

/** What a shop knows of people is its owner's alone. */
const own = (caller: Caller, { marketId }: { readonly marketId: string }) =>
  operations.market(owning(caller), marketId)

export function parcelRoutes(server: Server, engine: Engine): void {
  serve(server, contract.getWork, ({ caller, params }) => readWork(engine, own(caller, params)))
  serve(server, contract.listOrders, ({ caller, params, query }) =>
    listOrders(engine, own(caller, params), query),
  )
  sendingRoutes(server, engine)
  serve(server, contract.importShipments, ({ caller, params, body }) =>
    importShipments(engine, own(caller, params), body.text),
  )
  serve(server, contract.downloadShipments, async ({ caller, params }, reply) => {
    const language = languageOf(reply.request)
    const text = await shipmentsCsv(engine, own(caller, params), language)
    reply.header('content-disposition', 'attachment; filename="shipments.csv"')
    return reply.type('text/csv; charset=utf-8').send(text) as never
  })
}

function sendingRoutes(server: Server, engine: Engine): void {
  const show = async (parcel: Parcel) =>
    parcelView(parcel, (await readNow(engine.cell(parcel.storeId))).now)
  serve(server, contract.packOrders, async ({ caller, params, body }) => {
    const ask = own(caller, params)
    const each = await operations.packOrders(engine, ask, body.orders)
    const { now } = await readNow(engine.cell(ask.storeId))
    const data = each.map((one, at) => ({
      orderId: body.orders[at]?.orderId ?? '',
      ...doneOrRefused(one, now),
    }))
    return { data }
  })
  serve(server, contract.shipParcels, async ({ caller, params, body }) => {
    const ask = own(caller, params)
    const asks = body.parcels.map(({ trackingNumber: number, ...one }) => ({ ...one, number }))
    const each = await operations.shipParcels(engine, ask, asks)
    const { now } = await readNow(engine.cell(ask.storeId))
    const data = each.map((one, at) => ({
      parcelId: asks[at]?.parcelId ?? '',
      ...doneOrRefused(one, now),
    }))
    return { data }
  })
  serve(server, contract.correctParcel, async ({ caller, params, body }) => {
    const { carrier, trackingNumber: number } = body
    const asked = { parcelId: params.parcelId, carrier, number }
    return show(await operations.correctParcel(engine, own(caller, params), asked))
  })
  serve(server, contract.unpackParcel, async ({ caller, params }) => {
    await operations.unpackParcel(engine, own(caller, params), params.parcelId)
    return null
  })
  serve(server, contract.deliverParcel, async ({ caller, params }) =>
    show(await operations.deliverParcel(engine, own(caller, params), params.parcelId)),
  )
}

const doneOrRefused = (one: operations.Each<Parcel>, now: Date) =>
  'done' in one
    ? { parcel: parcelView(one.done, now), refused: null }
    : { parcel: null, refused: refusalOf(one.problem) }

const refusalOf = ({ is: { type, title } }: Problem) => ({ type, title })
