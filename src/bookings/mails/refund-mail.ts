import type { Engine } from '../../engine.ts'
import { oneLine } from '../../kernel/calendar.ts'
import { priceText } from '../../kernel/format.ts'
import type { MailContent } from '../../mail/content.ts'
import { readRefund } from '../../payments/history-queries.ts'
import type { Words } from '../door.ts'
import { english, type Facts, korean, whenText } from './facts.ts'

/**
 * Mails the buyer about a refund: because the payment came too late, or because the
 * store refunded.
 */
export async function refundMail(
  engine: Engine,
  facts: Facts,
  refundId: string | null,
): Promise<MailContent | undefined> {
  const { words, order, name, store, link } = facts
  const refund = refundId ? await readRefund(engine.database, order.storeId, refundId) : undefined
  if (refund?.state !== 'done') return undefined
  const why = refund.reason === 'paid-too-late' ? tooLate(words) : givenBack(refund.reason)
  const left = { amount: refund.left, currency: refund.currency }
  return {
    subject: `환불 완료: ${store} ${whenText(facts, 'ko')} (Refunded)`,
    text: `${name} 님, ${why.ko}

${korean(facts)}
돌려드린 금액: ${priceText(refund, 'ko')} (결제하신 곳으로)
남은 결제 금액: ${priceText(left, 'ko')}

자세히 보기: ${link}


Hello ${name}, ${why.en}

${english(facts)}
Given back: ${priceText(refund, 'en')} (to where you paid from)
Still paid: ${priceText(left, 'en')}

Details: ${link}
`,
  }
}

const tooLate = ({ gone }: Words) => ({
  ko: `결제가 예약 시간이 지난 뒤에 확인되었고 그 사이 ${gone.ko} 없어져 모두 돌려드렸습니다.`,
  en: `your payment arrived after your time to pay, and ${gone.en} was gone. All of it was given back.`,
})

/** The reason as typed by the store; internal codes are left out. */
function givenBack(reason: string) {
  const said = /^[a-z]+(-[a-z]+)+$/.test(reason) ? '' : oneLine(reason)
  return {
    ko: `결제하신 금액을 돌려드렸습니다.${said && `\n사유: ${said}`}`,
    en: `money was given back to you.${said && `\nReason: ${said}`}`,
  }
}
