import type { Snapshot } from '../../payments/gateway.ts'
import type { PortOneV1Settings } from './call.ts'
import type { Attempt } from './shapes.ts'

type Standing = Pick<Snapshot, 'state' | 'final'>

/**
 * How one attempt stands; undefined for a word that we do not know, which is never taken for
 * failed. After a failure the buyer may try again under the same id, and some PGs pay after they
 * have failed: it is not final. How much went back is told by the amounts alone, since nobody
 * documents what a partly canceled payment is called.
 */
function standingOf({ status, amount, canceled, paidAt }: Attempt): Standing | undefined {
  switch (status) {
    case 'ready':
      return { state: 'open', final: false }
    case 'failed':
      return { state: 'declined', final: false }
    case 'paid':
      return { state: refundState(amount, canceled), final: true }
    case 'cancelled':
      if (canceled > 0) return { state: refundState(amount, canceled), final: true }
      return paidAt ? undefined : { state: 'expired', final: false } // nobody had paid in
    default:
      return undefined
  }
}

const refundState = (amount: number, canceled: number) =>
  canceled === 0 ? 'paid' : canceled < amount ? 'partly-refunded' : 'refunded'

/** Which attempt decides: one that took money, then one that still may. */
const precedence: readonly Snapshot['state'][] = [
  'paid',
  'partly-refunded',
  'refunded',
  'open',
  'expired',
  'declined',
]

/**
 * What all attempts under one merchant_uid amount to. Of several that took money the first one
 * counts, and that there are more is told in `differs`.
 *
 * @param attempts in the order in which they began; at least one
 * @returns the snapshot, or the status that nobody knows
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
