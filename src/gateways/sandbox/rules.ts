/** The gateways that the sandbox plays. */
export const gatewayNames = ['kakaopay', 'portone-v1', 'portone-v2', 'toss', 'stripe'] as const
export type GatewayName = (typeof gatewayNames)[number]

/**
 * The common part of a payment. What only one gateway knows (addresses, ids of the
 * merchant) is in `detail`.
 */
export interface Payment<Detail = unknown> {
  readonly gateway: GatewayName
  /** The gateway's id: tid, imp_uid, transactionId, paymentKey, pi_…. */
  readonly id: string
  /** The merchant's id: partner_order_id, merchant_uid, paymentId, orderId. */
  readonly orderId: string
  /** The secret in the window's address, which identifies the buyer. */
  readonly windowKey: string
  readonly title: string
  /** Minor units of `currency`; `taxFree` and `vat` are parts of it. */
  readonly amount: number
  readonly taxFree: number
  readonly vat: number
  readonly currency: string
  /** In the gateway's terms. */
  readonly status: string
  /** The token that the browser returns after payment in the window. */
  readonly token: string | null
  readonly method: string
  readonly detail: Detail
  readonly createdAt: Date
}

/** A movement of money: a capture or a refund. */
export interface Move {
  readonly id: string
  readonly paymentId: string
  readonly type: 'approval' | 'refund'
  readonly amount: number
  readonly taxFree: number
  readonly vat: number
  /** The merchant's reference. */
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

/** Ten per cent of the net price, rounded, as Korean gateways compute it by default. */
export const vatOf = (amount: number, taxFree: number): number =>
  Math.round(Math.max(0, amount - taxFree) / 11)

/** Splits a refund without given tax parts: tax-free first. */
export function partsOf(left: Pick<Move, 'amount' | 'taxFree' | 'vat'>, amount: number) {
  const taxFree = Math.min(left.taxFree, amount)
  const vat = amount === left.amount ? left.vat : Math.min(vatOf(amount, taxFree), left.vat)
  return { amount, taxFree, vat }
}
