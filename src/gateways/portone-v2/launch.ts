import type { Launcher, PrepareAsk } from '../../payments/gateway.ts'
import type { PortOneV2Settings } from './call.ts'
import type { Custom } from './shapes.ts'

export const launcherOf = (settings: PortOneV2Settings): Launcher => {
  const script = settings.scriptUrl ?? 'https://cdn.portone.io/v2/browser-sdk.js'
  return {
    script,
    origins: [new URL(script).origin, ...(settings.origins ?? portOne)],
    file: new URL('./launch.js', import.meta.url),
  }
}

const portOne = ['https://*.portone.io', 'https://*.iamport.co']

/** An instant of whole seconds, as PortOne's own SDKs write it. */
const seconds = (at: Date) => at.toISOString().replace(/\.\d+/, '')

/**
 * What `PortOne.requestPayment` is called with, and besides it where the browser goes after. A
 * phone leaves the page: PortOne then leads it to `redirectUrl`, however it ended.
 */
export function launchOf(settings: PortOneV2Settings, ask: PrepareAsk): object {
  const payMethod = settings.payMethod ?? 'CARD'
  const custom: Custom = { orderNumber: ask.orderNumber, buyer: ask.buyer }
  return {
    storeId: settings.storeId,
    channelKey: settings.channelKey,
    paymentId: ask.paymentId,
    orderName: ask.title,
    totalAmount: ask.amount.amount,
    taxFreeAmount: ask.taxFree,
    currency: ask.amount.currency,
    payMethod,
    ...(payMethod === 'VIRTUAL_ACCOUNT' && {
      virtualAccount: { accountExpiry: { dueDate: seconds(ask.holdUntil) } },
    }),
    customData: { ...custom, holdUntil: ask.holdUntil.toISOString() },
    noticeUrls: [ask.callbackUrls.notice],
    redirectUrl: ask.returnUrls.success,
    returnUrls: ask.returnUrls,
  }
}
