import type { Id } from '../../../kernel/id.ts'
import type { Problem } from '../../../kernel/problem.ts'
import type { Queryable } from '../../../postgres/sql.ts'
import { nothingIsSent, refuseCancel } from './change-rules.ts'
import * as queries from './queries.ts'
import type { ParcelLine } from './rules.ts'

/**
 * Why a buyer cannot cancel goods: they are packed, or on their way. Asked under the lock of the order,
 * which packing takes too.
 *
 * @param asked undefined: all of the order
 */
export async function refuseChange(
  on: Queryable,
  { storeId, id }: { readonly storeId: Id<'Store'>; readonly id: Id<'Order'> },
  asked?: readonly ParcelLine[],
): Promise<Problem | undefined> {
  const [parcels, exchanges, lines] = await Promise.all([
    queries.listParcels(on, storeId, [id]),
    queries.listExchanges(on, storeId, [id]),
    queries.listGoods(on, storeId, [id]),
  ])
  return refuseCancel({ isExchange: exchanges.length > 0, lines }, parcels, asked)
}

/** Whether the delivery is paid back with these units: nothing of the order was sent, or will be. */
export async function feeComesBack(
  on: Queryable,
  { storeId, id }: { readonly storeId: Id<'Store'>; readonly id: Id<'Order'> },
  asked: readonly ParcelLine[],
): Promise<boolean | undefined> {
  const [parcels, lines] = await Promise.all([
    queries.listParcels(on, storeId, [id]),
    queries.listGoods(on, storeId, [id]),
  ])
  return lines.length > 0 ? nothingIsSent(lines, parcels, asked) : undefined
}
