import { later } from '../../../kernel/time.ts'
import { type Move, type Payment, refundedOf } from '../rules.ts'

/** The Stripe part of a PaymentIntent. Instants are Unix milliseconds. */
export interface Detail {
  readonly clientSecret: string
  readonly captureMethod: 'manual' | 'automatic'
  readonly metadata: Readonly<Record<string, string>>
  readonly description: string | null
  readonly paymentMethod: string | null
  readonly returnUrl: string | null
  /** Embedded or full-page. */
  readonly display: 'redirect' | 'frame'
  /** When the buyer was last sent to the window. */
  readonly askedAt: number | null
  /** When the bank authorized it. */
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

/** The lifetime of a hold; then the intent is canceled. */
export const HOLD_SECONDS = 7 * 86_400
/** The time limit of the bank's page. */
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

/** The captured amount, which may be less than the hold. */
export const receivedOf = (moves: readonly Move[]): number =>
  moves.find(({ type }) => type === 'approval')?.amount ?? 0

/** Includes pending refunds. */
export const refundedIn = ({ detail }: Intent): number =>
  detail.refunds.reduce((sum, { amount, status }) => (status === 'failed' ? sum : sum + amount), 0)

/** Taken back by a dispute, which is not a refund. */
export const disputedIn = ({ detail }: Intent, moves: readonly Move[]): number => {
  const done = detail.refunds.filter(({ status }) => status === 'succeeded')
  return refundedOf(moves) - done.reduce((sum, { amount }) => sum + amount, 0)
}

const suffixOf = ({ id }: Intent) => id.slice('pi_'.length)
export const chargeId = (intent: Intent) => `ch_${suffixOf(intent)}`
export const disputeId = (intent: Intent) => `dp_${suffixOf(intent)}`
export const intentIdOfCharge = (id: string) => `pi_${id.slice('ch_'.length)}`

/** A charge exists from the authorization on. */
export const hasCharge = ({ detail }: Intent): boolean => detail.heldAt !== null
