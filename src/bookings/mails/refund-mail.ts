import type { Engine } from '../../engine.ts'
import { oneLine } from '../../kernel/calendar.ts'
import { priceText } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import type { MailContent } from '../../mail/content.ts'
import { readRefund } from '../../payments/history-queries.ts'
import { reasonText } from '../../payments/refund-rules.ts'
import type { Words } from '../words.ts'
import { english, type Facts, korean, subjectOf } from './facts.ts'
import { phoneWords } from './phone-words.ts'

/**
 * Mails the buyer about a refund: because the payment came too late, or because the
 * store refunded.
 */
export async function refundMail(
  engine: Engine,
  facts: Facts,
  refundId: string | null,
): Promise<MailContent | undefined> {
  const { words, order, name, link } = facts
  const refund = refundId
    ? await readRefund(engine.cell(order.storeId), order.storeId, refundId)
    : undefined
  if (refund?.state !== 'done') return undefined
  const why = refund.reason === 'paid-too-late' ? tooLate(words) : givenBack(refund.reason)
  const left = { amount: refund.left, currency: refund.currency }
  return {
    subject: subjectOf(facts, '환불 완료', 'refunded'),
    text: `${name} 님, ${why.ko}

${korean(facts)}
환불 금액: ${priceText(refund, 'ko')} (사용한 결제 수단으로 환불)
남은 결제 금액: ${priceText(left, 'ko')}

자세히 보기: ${link}


Hello ${name}, ${why.en}

${english(facts)}
Refunded: ${priceText(refund, 'en')} (to where you paid from)
Remaining: ${priceText(left, 'en')}

Details: ${link}
`,
    phone: phoneWords(facts, 'refunded', { amount: priceText(refund, 'ko') }),
  }
}

const tooLate = ({ gone }: Words) => ({
  ko: `결제가 늦게 확인되어 그사이 ${gone.ko} 마감되었습니다. 결제 금액은 전액 환불했습니다.`,
  en: `your payment arrived after your time to pay, and ${gone.en} was gone. All of it was refunded.`,
})

function givenBack(reason: string) {
  const said = (language: Language) => oneLine(reasonText(reason, language) ?? '')
  const [ko, en] = [said('ko'), said('en')]
  return {
    ko: `결제하신 금액이 환불되었습니다.${ko && `\n사유: ${ko}`}`,
    en: `money was refunded to you.${en && `\nReason: ${en}`}`,
  }
}
