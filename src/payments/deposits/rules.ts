import { earliest, later, latest } from '../../kernel/time.ts'
import type { Order } from '../../orders/rules.ts'
import type { Step } from '../../policies/rules.ts'

/** Hours for which a store waits for a bank transfer; 0: no longer than any other payment. */
export const DEPOSIT_HOURS = { usual: 24, most: 168 } as const

export interface DepositTerms {
  readonly hours: number
  /** Start of the order's earliest place; null: no start. */
  readonly startsAt: Date | null
  /** The refund schedule of the order, from its claim to its start. */
  readonly steps: readonly Pick<Step, 'until' | 'keptPercent'>[]
}

/**
 * Until when an order may wait for a bank transfer: the store's hours after the claim, but not past the
 * start, nor past the end of the free cancellation, after which an unpaid place costs the store. Never
 * earlier than the order's own deadline.
 */
export function depositLimit(
  { createdAt, expiresAt }: Pick<Order, 'createdAt' | 'expiresAt'>,
  { hours, startsAt, steps }: DepositTerms,
): Date {
  const [first] = steps
  const free = first?.keptPercent === 0 ? first.until : createdAt
  const waits = later(createdAt, hours * 3600)
  return latest(expiresAt, startsAt ? earliest(waits, free) : waits)
}
