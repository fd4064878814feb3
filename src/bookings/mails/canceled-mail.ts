import { oneLine } from '../../kernel/calendar.ts'
import { priceText } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import { withParticle } from '../../kernel/particle.ts'
import type { MailContent } from '../../mail/content.ts'
import { reasonText } from '../../payments/refund-rules.ts'
import type { Cancellation } from '../../policies/queries.ts'
import { calendarEntries } from './calendar-entries.ts'
import { english, type Facts, korean, subjectOf } from './facts.ts'
import { phoneWords } from './phone-words.ts'

/**
 * Mails the buyer that a booking was canceled, and what comes back.
 *
 * @param keptBefore of lines that were given back before
 */
export function canceledMail(
  facts: Facts,
  { amount: left, refund, reason, ...cancellation }: Cancellation,
  keptBefore: number,
): MailContent {
  const { words, ordered, order, name, link } = facts
  const { noun } = ordered
  const say = (amount: number, language: Language) => priceText({ ...order, amount }, language)
  const kept = cancellation.kept + keptBefore
  const before = order.amount - left
  const amount = order.amount === 0 ? '없음' : say(refund, 'ko')
  return {
    subject: subjectOf(facts, `${noun.ko} 취소`, `${noun.en} canceled`),
    text: `${name} 님, ${withParticle(noun.ko, ['이', '가'])} 취소되었습니다.
${reason ? `${words.byStore.ko} 취소했습니다. 사유: ${oneLine(reasonText(reason, 'ko') ?? '')}\n` : ''}
${korean(facts)}
환불 금액: ${
      order.amount === 0
        ? '없음 (결제하신 금액 없음)'
        : kept === 0
          ? `${say(refund, 'ko')} (${before > 0 ? `이미 환불한 금액 ${say(before, 'ko')} 제외` : '전액'}, 사용한 결제 수단으로 환불)`
          : `${say(refund, 'ko')} (사용한 결제 수단으로 환불, 취소 규정에 따라 ${say(kept, 'ko')} 공제)`
    }

자세히 보기: ${link}


Hello ${name}, your ${noun.en} was canceled.
${reason ? `${words.byStore.en} canceled it: ${oneLine(reasonText(reason, 'en') ?? '')}\n` : ''}
${english(facts)}
Refunded: ${
      order.amount === 0
        ? 'nothing (nothing was paid)'
        : kept === 0
          ? `${say(refund, 'en')} (${before > 0 ? `all that was left after ${say(before, 'en')} refunded before` : 'all of it'}, to where you paid from)`
          : `${say(refund, 'en')} (to where you paid from; ${say(kept, 'en')} kept by the policy)`
    }

Details: ${link}
`,
    calendar: { method: 'CANCEL', entries: calendarEntries(facts) },
    phone: phoneWords(facts, 'canceled', { amount }),
  }
}
