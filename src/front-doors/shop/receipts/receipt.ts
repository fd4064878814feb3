import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Language } from '../../../kernel/language.ts'
import { netOf } from '../../../orders/money-rules.ts'
import { readOwnToWrite } from '../../../orders/own.ts'
import { readOrders } from '../../../orders/queries.ts'
import { type Order, orderMissing } from '../../../orders/rules.ts'
import { readOwn, type StoreAsk } from '../../../stores/operations.ts'
import { readStore } from '../../../stores/queries.ts'
import { readDeskOrders } from '../parcels/desk-queries.ts'
import { listGoods } from '../parcels/queries.ts'
import { openRecipient } from '../parcels/recipient.ts'
import { namesOf, titleOfGoods } from '../parcels/view.ts'
import { receiptMissing } from './contract.ts'
import { drawReceipt } from './pdf.ts'
import { readBusiness, readPaid } from './queries.ts'
import { sumsOf } from './rules.ts'

/** The receipt of a buyer's own order. Problems in order: order-missing, not-yours, receipt-missing. */
export async function drawOwnReceipt(
  engine: Engine,
  ask: { readonly buyerId: Id<'Account'>; readonly orderId: Id<'Order'> },
  language: Language,
): Promise<Buffer> {
  const order = await readOwnToWrite(engine, ask)
  return draw(engine, order, { language, title: 'receipt' })
}

/** The same for the seller. Problems in order: market-missing, order-missing, receipt-missing. */
export async function drawStatement(
  engine: Engine,
  ask: StoreAsk,
  orderId: Id<'Order'>,
  language: Language,
): Promise<Buffer> {
  const { id } = await readOwn(engine, ask)
  const [order] = await readOrders(engine.cell(id), id, [orderId])
  if (!order) throw orderMissing()
  return draw(engine, order, { language, title: 'statement' })
}

async function draw(
  engine: Engine,
  { storeId, id, number, amount, fee, currency, paidAt }: Order,
  look: { readonly language: Language; readonly title: 'receipt' | 'statement' },
): Promise<Buffer> {
  const cell = engine.cell(storeId)
  const [store, business, goods, paid, [desk]] = await Promise.all([
    readStore(cell, storeId),
    readBusiness(cell, storeId),
    listGoods(cell, storeId, [id]),
    readPaid(cell, storeId, id),
    readDeskOrders(cell, storeId, [id]),
  ])
  if (goods.length === 0) throw orderMissing()
  if (!paidAt || !store) throw receiptMissing()
  const names = await namesOf(cell, storeId, goods)
  const taxFree = goods.reduce((sum, line) => sum + (line.taxFree ? netOf(line) : 0), 0)
  return drawReceipt({
    ...{ ...look, number, currency, fee, paidAt, refunded: paid.refunded },
    ...{ shop: store.name, timeZone: store.timeZone, business },
    buyer: (desk && openRecipient(engine, desk)?.name) ?? '',
    lines: goods.map((line) => ({
      title: titleOfGoods(names, line.placeId)[look.language],
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      discount: line.discount,
      net: netOf(line),
      taxFree: line.taxFree,
    })),
    bought: amount,
    sums: sumsOf({ total: amount - paid.refunded, taxFree: taxFree - paid.refundedTaxFree }),
  })
}
