import type { Snapshot } from '../../payments/gateway.ts'
import { unpaidBy } from '../quit.ts'
import type { PortOneV1Settings } from './call.ts'
import type { Attempt } from './shapes.ts'

type Standing = Pick<Snapshot, 'state' | 'final'>

/**
 * The state of one attempt; undefined for an unknown status, which never means
 * failed. A failure is not final: the buyer may retry under the same id, and some PGs pay after
 * a failure. Refunded amounts are read from the amounts alone: the status of a partly refunded
 * payment is undocumented.
 */
function standingOf({
  status,
  amount,
  canceled,
  paidAt,
  failReason,
}: Attempt): Standing | undefined {
  switch (status) {
    case 'ready':
      return { state: 'open', final: false }
    case 'failed':
      return { state: unpaidBy(failReason), final: false }
    case 'paid':
      return { state: refundState(amount, canceled), final: true }
    case 'cancelled':
      if (canceled > 0) return { state: refundState(amount, canceled), final: true }
      return paidAt ? undefined : { state: 'expired', final: false } // no deposit came
    default:
      return undefined
  }
}

const refundState = (amount: number, canceled: number) =>
  canceled === 0 ? 'paid' : canceled < amount ? 'partly-refunded' : 'refunded'

/** Precedence of attempts: those that took money, then those that still may. */
const precedence: readonly Snapshot['state'][] = [
  'paid',
  'partly-refunded',
  'refunded',
  'open',
  'expired',
  'declined',
  'quit',
]

/**
 * The snapshot of all attempts under one merchant_uid. If several took money, the first one
 * counts and `differs` says so.
 *
 * @param attempts by start; at least one
 * @returns the snapshot, or the unknown status
 */
export function snapshotOf(
  settings: PortOneV1Settings,
  attempts: readonly Attempt[],
): Snapshot | { readonly unknownStatus: string } {
  const standings = attempts.map((attempt) => ({ attempt, standing: standingOf(attempt) }))
  const unknown = standings.find(({ standing }) => !standing)
  if (unknown) return { unknownStatus: unknown.attempt.status }
  const [chosen, ...others] = standings
    .flatMap(({ attempt, standing }) => (standing ? [{ attempt, standing }] : []))
    .sort(
      (one, other) =>
        precedence.indexOf(one.standing.state) - precedence.indexOf(other.standing.state) ||
        Number(other.attempt.deposit !== undefined) - Number(one.attempt.deposit !== undefined) ||
        Number(one.attempt.paidAt ?? 0) - Number(other.attempt.paidAt ?? 0),
    )
  if (!chosen) return { unknownStatus: 'none' }
  const holding = [chosen, ...others].filter(({ standing: { state } }) =>
    ['paid', 'partly-refunded'].includes(state),
  )
  const differs = differences(settings, chosen.attempt, holding.length)
  return {
    ...facts(chosen.attempt),
    ...chosen.standing,
    ...(differs.length > 0 && { differs }),
  }
}

function differences(settings: PortOneV1Settings, attempt: Attempt, holding: number): string[] {
  return [
    ...(attempt.isTest === settings.isTest ? [] : ['test']),
    ...(attempt.pgId === undefined || attempt.pgId === settings.pgId ? [] : ['pg_id']),
    ...(holding > 1 ? [`paid ${holding} times`] : []),
  ]
}

const tookMoney = ({ status, canceled }: Attempt) => status === 'paid' || canceled > 0

const facts = (attempt: Attempt) => ({
  reference: attempt.merchantUid,
  ...(tookMoney(attempt) && { approvalReference: attempt.impUid }),
  orderNumber: attempt.orderNumber,
  buyer: attempt.buyer,
  amount: { amount: attempt.amount, currency: attempt.currency },
  taxFree: attempt.taxFree,
  refunded: attempt.canceled,
  refunds: attempt.cancels.map(({ at: _, ...refund }) => refund),
  ...(attempt.method && { method: attempt.method }),
  ...(attempt.paidAt && { approvedAt: attempt.paidAt }),
  ...(attempt.receiptUrl && { receiptUrl: attempt.receiptUrl }),
  ...(attempt.deposit && { deposit: attempt.deposit }),
})
