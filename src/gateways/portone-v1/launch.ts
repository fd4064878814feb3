import { withOffset } from '../../kernel/time.ts'
import type { Launcher, PrepareAsk } from '../../payments/gateway.ts'
import type { PortOneV1Settings } from './call.ts'
import type { Custom } from './shapes.ts'

/** The limit of a name in the window. */
const NAME_MOST = 40

export const launcherOf = (settings: PortOneV1Settings): Launcher => {
  const script = settings.scriptUrl ?? 'https://cdn.iamport.kr/v1/iamport.js'
  return {
    script,
    origins: [new URL(script).origin, ...(settings.origins ?? iamport)],
    file: new URL('./launch.js', import.meta.url),
  }
}

const iamport = ['https://*.iamport.kr', 'https://*.iamport.co', 'https://*.portone.io']

/**
 * The parameters of `IMP.request_pay`, the store's code, and the return address. A phone leaves
 * the page: PortOne redirects it to `m_redirect_url`, whatever the outcome.
 */
export function launchOf(settings: PortOneV1Settings, ask: PrepareAsk): object {
  const custom: Custom = { orderNumber: ask.orderNumber, buyer: ask.buyer, taxFree: ask.taxFree }
  return {
    user_code: settings.userCode,
    channelKey: settings.channelKey,
    pay_method: settings.payMethod ?? 'card',
    merchant_uid: ask.merchantId,
    name: [...ask.title].slice(0, NAME_MOST).join(''),
    amount: ask.amount.amount,
    currency: ask.amount.currency,
    language: ask.language,
    tax_free: ask.taxFree,
    vbank_due: withOffset(ask.depositUntil, 'Asia/Seoul').replace(/\D/g, '').slice(0, 14),
    custom_data: { ...custom, holdUntil: ask.holdUntil.toISOString() },
    notice_url: ask.callbackUrls.notice,
    ...(settings.confirms !== false && { confirm_url: ask.callbackUrls.confirm }),
    m_redirect_url: ask.returnUrls.success,
    returnUrls: ask.returnUrls,
  }
}
