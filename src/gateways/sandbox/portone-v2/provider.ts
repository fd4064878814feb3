import { clockNow } from '../clock.ts'
import { movesOf, paymentById } from '../ledger.ts'
import type { Provider } from '../provider.ts'
import { leftOf, type Payment, partsOf } from '../rules.ts'
import { afterRefund, pay, recordRefund } from './changes.ts'
import type { PortOnePayment } from './facts.ts'
import { operations, portOneV2Routes, unknownPath } from './routes.ts'
import { portOneV2SdkRoutes } from './sdk-routes.ts'
import { notify, webhookStyle } from './webhooks.ts'
import { portOneWindow } from './window.ts'

const portOne = (payment: Payment) => payment as PortOnePayment

/** PortOne V2, with a channel of manual approval and one that charges by itself. */
export const portOneV2Provider: Provider = {
  name: 'portone-v2',
  title: 'PortOne V2',
  operations,
  routes(server, sandbox) {
    portOneV2Routes(server, sandbox)
    portOneV2SdkRoutes(server, sandbox)
  },
  unknownPath,
  window: portOneWindow,
  webhooks: webhookStyle,
  cancelAtConsole({ ledger }, payment, amount, why) {
    const at = clockNow(ledger)
    const left = leftOf(movesOf(ledger, payment.id))
    const isDispute = why === 'chargeback'
    const trigger = isDispute ? 'CHARGEBACK' : 'CONSOLE'
    const note = isDispute ? '지불 거절' : '콘솔에서 취소'
    const disputes = [{ reason: note, createdAt: at.toISOString() }]
    const { detail } = portOne(payment)
    const known = isDispute ? { ...portOne(payment), detail: { ...detail, disputes } } : payment
    if (isDispute) notify(ledger, portOne(known), { type: 'DisputeCreated', at })
    const refund = { ...partsOf(left, amount), note, trigger, skipWebhook: false } as const
    recordRefund(ledger, portOne(known), refund, at)
  },
  deposit({ ledger }, payment) {
    const now = clockNow(ledger)
    const { status, detail } = portOne(payment)
    if (status !== 'VIRTUAL_ACCOUNT_ISSUED' || !detail.account) return false
    if (now >= new Date(detail.account.until)) return false
    pay(ledger, portOne(payment), now)
    return true
  },
  refundEnded({ ledger }, { id }, refund) {
    const payment = paymentById(ledger, 'portone-v2', id)
    if (payment && refund.state === 'done')
      afterRefund(ledger, portOne(payment), refund.id, refund.dueAt)
  },
}
