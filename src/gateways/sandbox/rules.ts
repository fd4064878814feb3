/** The gateways that the sandbox plays. */
export const gatewayNames = ['kakaopay', 'portone-v1', 'portone-v2', 'toss', 'stripe'] as const
export type GatewayName = (typeof gatewayNames)[number]

/**
 * A payment as any gateway keeps it. What only one gateway knows (its addresses, its ids of the
 * merchant) is `detail`, which no one else reads.
 */
export interface Payment<Detail = unknown> {
  readonly gateway: GatewayName
  /** The gateway's own id: tid, imp_uid, transactionId, paymentKey, pi_…. */
  readonly id: string
  /** The merchant's id of it: partner_order_id, merchant_uid, paymentId, orderId. */
  readonly orderId: string
  /** In the window's address; knowing it is being the buyer. */
  readonly windowKey: string
  readonly title: string
  /** Minor units of `currency`; `taxFree` and `vat` are parts of it. */
  readonly amount: number
  readonly taxFree: number
  readonly vat: number
  readonly currency: string
  /** In the gateway's own words. */
  readonly status: string
  /** What only the buyer's browser can bring back; there once they have paid in the window. */
  readonly token: string | null
  readonly method: string
  readonly detail: Detail
  readonly createdAt: Date
}

/** Money that moved: taken by the gateway, or given back. */
export interface Move {
  readonly id: string
  readonly paymentId: string
  readonly type: 'approval' | 'refund'
  readonly amount: number
  readonly taxFree: number
  readonly vat: number
  /** What the merchant sent along to know it again. */
  readonly note: string | null
  readonly at: Date
}

/** What can still be refunded. */
export function leftOf(moves: readonly Move[]) {
  const left = { amount: 0, taxFree: 0, vat: 0 }
  for (const { type, amount, taxFree, vat } of moves) {
    const sign = type === 'approval' ? 1 : -1
    left.amount += sign * amount
    left.taxFree += sign * taxFree
    left.vat += sign * vat
  }
  return left
}

export const refundedOf = (moves: readonly Move[]): number =>
  moves.reduce((sum, { type, amount }) => (type === 'refund' ? sum + amount : sum), 0)

/** Ten per cent of the net price, rounded, as Korean gateways reckon it when they are not told. */
export const vatOf = (amount: number, taxFree: number): number =>
  Math.round(Math.max(0, amount - taxFree) / 11)

/** Splits a refund whose tax parts nobody named: the tax-free part goes first. */
export function partsOf(left: Pick<Move, 'amount' | 'taxFree' | 'vat'>, amount: number) {
  const taxFree = Math.min(left.taxFree, amount)
  const vat = amount === left.amount ? left.vat : Math.min(vatOf(amount, taxFree), left.vat)
  return { amount, taxFree, vat }
}
