import { later } from '../../../kernel/time.ts'
import { type Move, type Payment, refundedOf } from '../rules.ts'

/** What only Stripe knows of a PaymentIntent. Instants are milliseconds since 1970. */
export interface Detail {
  readonly clientSecret: string
  readonly captureMethod: 'manual' | 'automatic'
  readonly metadata: Readonly<Record<string, string>>
  readonly description: string | null
  readonly paymentMethod: string | null
  readonly returnUrl: string | null
  /** Inside the shop's page, or in its place. */
  readonly display: 'redirect' | 'frame'
  /** When the buyer was last sent to the window. */
  readonly askedAt: number | null
  /** When the bank put the money aside. */
  readonly heldAt: number | null
  readonly lastError: Decline | null
  readonly canceledAt: number | null
  readonly cancellationReason: string | null
  readonly refunds: readonly Refund[]
  readonly disputedAt: number | null
}

export interface Decline {
  readonly code: string
  readonly decline_code?: string
}

export interface Refund {
  readonly id: string
  readonly amount: number
  readonly status: 'pending' | 'succeeded' | 'failed'
  readonly reason: string | null
  readonly metadata: Readonly<Record<string, string>>
  readonly createdAt: number
}

export type Intent = Payment<Detail> & { readonly status: Status }

export type Status =
  | 'requires_payment_method'
  | 'requires_confirmation'
  | 'requires_action'
  | 'requires_capture'
  | 'canceled'
  | 'succeeded'

/** A card's hold lasts so long; then the intent is canceled by itself. */
export const HOLD_SECONDS = 7 * 86_400
/** How long the bank's page waits for the buyer. */
export const WINDOW_SECONDS = 900

export const isWaiting = ({ status }: Intent): boolean =>
  status === 'requires_payment_method' ||
  status === 'requires_confirmation' ||
  status === 'requires_action'

export const holdEndsAt = ({ detail: { heldAt } }: Intent): Date | undefined =>
  heldAt === null ? undefined : later(new Date(heldAt), HOLD_SECONDS)

export const isHoldOver = (intent: Intent, now: Date): boolean => {
  const endsAt = holdEndsAt(intent)
  return intent.status === 'requires_capture' && endsAt !== undefined && now >= endsAt
}

/** What was taken in the end: a capture may take less than was held. */
export const receivedOf = (moves: readonly Move[]): number =>
  moves.find(({ type }) => type === 'approval')?.amount ?? 0

/** Refunds on their way count: nobody can give the same money back again. */
export const refundedIn = ({ detail }: Intent): number =>
  detail.refunds.reduce((sum, { amount, status }) => (status === 'failed' ? sum : sum + amount), 0)

/** What a bank took back by a dispute; it is no refund. */
export const disputedIn = ({ detail }: Intent, moves: readonly Move[]): number => {
  const done = detail.refunds.filter(({ status }) => status === 'succeeded')
  return refundedOf(moves) - done.reduce((sum, { amount }) => sum + amount, 0)
}

const suffixOf = ({ id }: Intent) => id.slice('pi_'.length)
export const chargeId = (intent: Intent) => `ch_${suffixOf(intent)}`
export const disputeId = (intent: Intent) => `dp_${suffixOf(intent)}`
export const intentIdOfCharge = (id: string) => `pi_${id.slice('ch_'.length)}`

/** There is a charge once the bank said yes, and it stays. */
export const hasCharge = ({ detail }: Intent): boolean => detail.heldAt !== null
