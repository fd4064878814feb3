import { isCounted, isOpen } from '../../returns/state-rules.ts'
import { isGone } from './gone.ts'
import type { OwnOrder } from './return-queries.ts'

type OpenState = 'requested' | 'approved' | 'collected'

/** What heads the page of a paid order. */
export type Head =
  | 'unknown'
  | 'paid'
  | 'exchange'
  | 'partly'
  | 'packed'
  | 'shipped'
  | 'delivered'
  | 'confirmed'
  | `${'return' | 'exchange'}-${OpenState}`
  | 'returned'
  | 'exchanged'
  | 'canceled'

interface Facts extends Pick<OwnOrder, 'stage' | 'isExchange'> {
  readonly parcels: readonly Pick<OwnOrder['parcels'][number], 'state' | 'lines'>[]
  readonly lines: readonly Pick<OwnOrder['lines'][number], 'placeId' | 'packed'>[]
  readonly returns: readonly Pick<OwnOrder['returns'][number], 'kind' | 'state' | 'lines'>[]
}

/** So long after the payment an order is headed as paid before more is known of it. */
const FRESH_MS = 600_000

/** What a return or an exchange that is under way says, the latest first, else how far the parcels are. */
export function headOf(
  { paidAt, now }: { readonly paidAt: string | null; readonly now: string },
  order: Facts | undefined,
): Head {
  if (!order) return paidAt && Date.parse(now) - Date.parse(paidAt) < FRESH_MS ? 'paid' : 'unknown'
  const { stage, isExchange, parcels, returns } = order
  const open = returns.findLast(({ state }) => isOpen(state))
  if (open) return `${open.kind}-${open.state as OpenState}`
  const last = returns.findLast(({ state }) => isCounted(state))
  const isBack = parcels.length > 0 && parcels.every((parcel) => isGone(order, parcel))
  if (last && isBack && stage !== 'to-pack')
    return last.kind === 'exchange' ? 'exchanged' : 'returned'
  if (stage !== 'to-pack') return stage
  if (isExchange) return 'exchange'
  return parcels.some(({ state }) => state !== 'packed') ? 'partly' : 'paid'
}
