import { withOffset } from '../../kernel/time.ts'
import type { Launcher, PrepareAsk } from '../../payments/gateway.ts'
import type { TossSettings } from './call.ts'

/** Toss's window is opened by its browser script, version 2, from a page of ours. */
export const launcherOf = ({ scriptUrl }: TossSettings): Launcher => {
  const { origin, hostname } = new URL(scriptUrl)
  const isReal = hostname.endsWith('.tosspayments.com')
  return {
    script: scriptUrl,
    origins: [isReal ? 'https://*.tosspayments.com' : origin],
    file: new URL('./launch.js', import.meta.url),
  }
}

/**
 * Parameters of the browser script, and the return addresses. The browser can tamper with all of
 * them: only the approval, which sends our amount, and the facts in its reply count.
 */
export const launchOf = ({ clientKey, method = 'CARD' }: TossSettings, ask: PrepareAsk) => ({
  clientKey,
  customerKey: ask.buyer,
  method,
  amount: { currency: ask.amount.currency, value: ask.amount.amount },
  orderId: ask.merchantId,
  orderName: [...ask.title].slice(0, 100).join(''),
  ...(method === 'VIRTUAL_ACCOUNT' && {
    virtualAccount: { dueDate: withOffset(ask.depositUntil, 'Asia/Seoul').slice(0, 19) },
  }),
  // Toss rejects the field for merchants without tax-free goods.
  ...(ask.taxFree > 0 && { taxFreeAmount: ask.taxFree }),
  // `holdUntil` is for the sandbox's window; the real gateways ignore it
  metadata: {
    orderNumber: ask.orderNumber,
    buyer: ask.buyer,
    holdUntil: ask.holdUntil.toISOString(),
  },
  successUrl: ask.returnUrls.success,
  failUrl: ask.returnUrls.fail,
  returnUrls: ask.returnUrls,
})
