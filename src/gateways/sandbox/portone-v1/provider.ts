import type { Provider } from '../provider.ts'
import { cancelElsewhere } from './cancel.ts'
import { portOne } from './facts.ts'
import { notify, updateStatus } from './money.ts'
import { callNames, callRoutes, unknownPath } from './routes.ts'
import { sdkRoutes } from './sdk.ts'
import { payDeposit, portOneV1Window } from './window.ts'

/**
 * PortOne V1 (iamport). Its webhook is unsigned and retried five times, a minute apart,
 * after a 5xx or no reply, never after a 4xx.
 */
export const portOneV1Provider: Provider = {
  name: 'portone-v1',
  title: 'PortOne V1',
  operations: [...callNames, 'window', 'pay'],
  routes(server, sandbox) {
    callRoutes(server, sandbox)
    sdkRoutes(server, sandbox)
  },
  unknownPath,
  window: portOneV1Window,
  webhooks: {
    retryMinutes: [1, 1, 1, 1, 1],
    timeoutMs: 30_000,
    retriesOn: (status) => status === 0 || status >= 500,
    headersOf: () => ({}),
  },
  cancelAtConsole({ ledger }, payment, amount, why) {
    cancelElsewhere(ledger, portOne(payment), amount, why)
  },
  deposit: ({ ledger }, payment) => payDeposit(ledger, portOne(payment)),
  refundEnded({ ledger }, payment, refund) {
    if (refund.state !== 'done') return
    updateStatus(ledger, portOne(payment))
    notify(ledger, portOne(payment), refund.id)
  },
}
