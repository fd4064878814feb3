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

/** An instant in whole seconds, as in PortOne's SDKs. */
const seconds = (at: Date) => at.toISOString().replace(/\.\d+/, '')

/**
 * The parameters of `PortOne.requestPayment`, and the return address. A
 * phone leaves the page: PortOne redirects it to `redirectUrl`, whatever the outcome.
 */
export function launchOf(settings: PortOneV2Settings, ask: PrepareAsk): object {
  const payMethod = settings.payMethod ?? 'CARD'
  const custom: Custom = { orderNumber: ask.orderNumber, buyer: ask.buyer }
  return {
    storeId: settings.storeId,
    channelKey: settings.channelKey,
    paymentId: ask.merchantId,
    orderName: ask.title,
    totalAmount: ask.amount.amount,
    taxFreeAmount: ask.taxFree,
    currency: ask.amount.currency,
    payMethod,
    locale: ask.language === 'en' ? 'EN_US' : 'KO_KR',
    ...(payMethod === 'VIRTUAL_ACCOUNT' && {
      virtualAccount: { accountExpiry: { dueDate: seconds(ask.depositUntil) } },
    }),
    customData: { ...custom, holdUntil: ask.holdUntil.toISOString() },
    noticeUrls: [ask.callbackUrls.notice],
    redirectUrl: ask.returnUrls.success,
    returnUrls: ask.returnUrls,
  }
}
