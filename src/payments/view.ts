import type { Static } from 'typebox'
import { isCharge } from '../wallets/charge-rules.ts'
import type { PaymentView } from './contract.ts'
import type { Payment, PaymentState } from './rules.ts'

/** Payment states as a buyer sees them; an unknown outcome is never shown as failed. */
const statuses: Record<PaymentState, Static<typeof PaymentView>['status']> = {
  preparing: 'waiting',
  ready: 'waiting',
  authenticated: 'checking',
  approving: 'checking',
  'approve-unknown': 'checking',
  'needs-review': 'checking',
  fulfilled: 'paid',
  declined: 'not-paid',
  quit: 'not-paid',
  expired: 'not-paid',
  'late-approved': 'refunding',
  refunding: 'refunding',
  'refund-pending': 'refunding',
  'refund-unknown': 'refunding',
  'partially-refunded': 'refunded',
  refunded: 'refunded',
}

const failureOf = (state: PaymentState) => {
  if (state === 'declined' || state === 'quit') return state
  return state === 'expired' ? 'unfinished' : null
}

/** A pending bank transfer is `waiting`, not `checking`: the buyer needs the account. */
const depositOf = ({ state, deposit }: Payment) =>
  deposit && ['ready', 'approve-unknown'].includes(state)
    ? { ...deposit, until: new Date(deposit.until).toISOString() }
    : null

export const paymentView = (payment: Payment): Static<typeof PaymentView> => ({
  id: payment.id,
  orderId: payment.orderId,
  gateway: payment.gateway,
  buys: isCharge(payment) ? 'balance' : 'places',
  status: depositOf(payment) ? 'waiting' : statuses[payment.state],
  failure: failureOf(payment.state),
  price: { amount: payment.amount, currency: payment.currency },
  refunded: { amount: payment.refunded, currency: payment.currency },
  deposit: depositOf(payment),
  receiptUrl: payment.receiptUrl,
  redirectUrl: payment.state === 'ready' ? (payment.redirect?.[payment.device] ?? null) : null,
  sessionExpiresAt: payment.sessionExpiresAt?.toISOString() ?? null,
})
