import type { Static } from 'typebox'
import type { PaymentView } from './contract.ts'
import type { Payment, PaymentState } from './rules.ts'

/** The states of a payment as a buyer needs to know them; what is unclear is never called failed. */
const statuses: Record<PaymentState, Static<typeof PaymentView>['status']> = {
  preparing: 'waiting',
  ready: 'waiting',
  authenticated: 'checking',
  approving: 'checking',
  'approve-unknown': 'checking',
  'needs-review': 'checking',
  fulfilled: 'paid',
  declined: 'not-paid',
  expired: 'not-paid',
  'late-approved': 'refunding',
  refunding: 'refunding',
  'refund-pending': 'refunding',
  'refund-unknown': 'refunding',
  'partially-refunded': 'refunded',
  refunded: 'refunded',
}

export const paymentView = (payment: Payment): Static<typeof PaymentView> => ({
  id: payment.id,
  orderId: payment.orderId,
  gateway: payment.gateway,
  status: statuses[payment.state],
  price: { amount: payment.amount, currency: payment.currency },
  refunded: { amount: payment.refunded, currency: payment.currency },
  redirectUrl: payment.state === 'ready' ? (payment.redirect?.[payment.device] ?? null) : null,
  sessionExpiresAt: payment.sessionExpiresAt?.toISOString() ?? null,
})
