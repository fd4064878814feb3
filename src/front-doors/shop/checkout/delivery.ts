import { findTakenOverAt } from '../../../accounts/address/queries.ts'
import type { Engine } from '../../../engine.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Currency } from '../../../kernel/money.ts'
import { findOwnOrder } from '../../../orders/own.ts'
import { orderMissing } from '../../../orders/rules.ts'
import { readCells } from '../../../postgres/cells.ts'
import { readDeliveries, readLastForm } from './delivery-queries.ts'
import type { Fee } from './fee-rules.ts'
import { openForm } from './form.ts'
import { readTill } from './till-queries.ts'

/** Where an order of one's own goes. Problems in order: order-missing, not-yours. */
export async function showDelivery(
  engine: Engine,
  ask: { readonly buyerId: Id<'Account'>; readonly orderId: Id<'Order'> },
) {
  const { storeId } = await findOwnOrder(engine, ask)
  const cell = engine.cell(storeId)
  const [till, [found]] = await Promise.all([
    readTill(cell, storeId),
    readDeliveries(cell, storeId, [ask.orderId]),
  ])
  if (!till || !found?.form) throw orderMissing()
  return { form: openForm(engine, found.form), fee: feeView(found, till.store.currency) }
}

/** Where somebody's last order went that was not erased. */
export async function showLastDelivery(engine: Engine, buyerId: Id<'Account'>) {
  const [found, account] = await Promise.all([
    readCells(engine, (on) => readLastForm(on, buyerId)),
    findTakenOverAt(engine.house, buyerId),
  ])
  const [last] = found.toSorted((one, other) => +other.writtenAt - +one.writtenAt)
  const since = account?.takenOverAt ?? null
  if (!last || (since && last.writtenAt <= since)) return null
  return openForm(engine, last.form)
}

export const feeView = ({ kind, base, surcharge, area }: Fee, currency: Currency) => ({
  ...{ kind, area },
  base: { amount: base, currency },
  surcharge: { amount: surcharge, currency },
})
