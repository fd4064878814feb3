import type { Engine } from '../../../engine.ts'
import { csvHead, csvRow, escapeFormula } from '../../../kernel/csv.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Language } from '../../../kernel/language.ts'
import { readOwn, type StoreAsk } from '../../../stores/operations.ts'
import * as rules from './csv-rules.ts'
import * as desk from './desk-queries.ts'
import { shipParcels } from './operations.ts'
import * as queries from './queries.ts'
import { openRecipient } from './recipient.ts'
import { namesOf, whatOf } from './view.ts'

const WRITTEN_MOST = 2_000

/** Packed parcels that wait for their numbers. Problem: market-missing. */
export async function shipmentsCsv(
  engine: Engine,
  ask: StoreAsk,
  language: Language,
): Promise<string> {
  const { id: storeId } = await readOwn(engine, ask)
  const cell = engine.cell(storeId)
  const waiting = await desk.listToShip(cell, storeId, WRITTEN_MOST)
  const orderIds = [...new Set(waiting.map(({ orderId }) => orderId))]
  const [orders, goods, exchanges, parcels] = await Promise.all([
    desk.readDeskOrders(cell, storeId, orderIds),
    queries.listGoods(cell, storeId, orderIds),
    queries.listExchanges(cell, storeId, orderIds),
    queries.readParcels(
      cell,
      storeId,
      waiting.map(({ parcelId }) => parcelId),
    ),
  ])
  const names = await namesOf(cell, storeId, goods)
  const rows = parcels.map(({ orderId, number, lines }) => {
    const order = orders.find((one) => one.orderId === orderId)
    const to = order && openRecipient(engine, order)
    const isExchange = exchanges.some((one) => one.orderId === orderId)
    const goodsText = lines.map((line) => whatOf(names, line)[language]).join(' / ')
    const what = isExchange ? `${rules.exchange[language]} ${goodsText}` : goodsText
    return csvRow(
      [
        order?.orderNumber ?? '',
        `${number}`,
        ...(to
          ? [to.name, to.phone, to.postalCode, `${to.address} ${to.detail}`.trim()]
          : ['', '', '', '']),
        what,
        to?.memo ?? '',
        '',
        '',
      ].map(escapeFormula),
    )
  })
  return csvHead(rules.columns.map(({ [language]: title }) => title)) + rows.join('')
}

/** Ships the parcels that a file names, and says which of its lines it could not. Problem: market-missing. */
export async function importShipments(engine: Engine, ask: StoreAsk, text: string) {
  const { id: storeId } = await readOwn(engine, ask)
  const { lines, refused } = rules.readShipments(text)
  const numbers = [...new Set(lines.map(({ orderNumber }) => orderNumber))]
  const found = await desk.findToShip(engine.cell(storeId), storeId, numbers)
  const orderOf = new Map(found.map((order) => [order.orderNumber, order]))
  const known = lines.map((line) => {
    const order = orderOf.get(line.orderNumber)
    const parcel = order?.parcels.find(({ number }) => number === line.parcel)
    const why = !order ? rules.whys.order : !parcel ? rules.whys.unpacked : undefined
    return { line, parcelId: parcel?.id as Id<'Parcel'>, why }
  })
  const toShip = known.filter(({ why }) => why === undefined)
  const shipped = await shipParcels(
    engine,
    ask,
    toShip.map(({ parcelId, line: { carrier, trackingNumber: number } }) => ({
      ...{ parcelId, carrier, number },
    })),
  )
  const unshipped = toShip.flatMap(({ line: { line } }, at) => {
    const one = shipped[at]
    return one && 'problem' in one ? { line, why: one.problem.is.title } : []
  })
  const unknown = known.flatMap(({ line: { line }, why }) => (why ? { line, why } : []))
  return {
    shipped: toShip.length - unshipped.length,
    refused: [...refused, ...unknown, ...unshipped].toSorted((a, b) => a.line - b.line),
  }
}
