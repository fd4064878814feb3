import { oneLine } from '../../kernel/calendar.ts'
import { priceText } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import type { MailContent } from '../../mail/content.ts'
import type { GiveBackRead } from '../../payments/give-back-queries.ts'
import { reasonText } from '../../payments/refund-rules.ts'
import type { Line } from '../door.ts'
import type { Said } from '../said.ts'
import { calendarEntries } from './calendar-entries.ts'
import { english, type Facts, korean, leftOf, subjectOf, whatText } from './facts.ts'
import { phoneWords } from './phone-words.ts'

/** Mails the buyer that part of a booking was canceled, with what comes back and what is left of it. */
export function givenBackMail(
  facts: Facts,
  back: GiveBackRead,
  lines: readonly Line[],
): MailContent | undefined {
  const { words, ordered, order, name, link } = facts
  const { noun } = ordered
  if (order.status !== 'paid') return undefined
  const what = (language: Language) =>
    lines.map((line) => whatText(facts, line, language)).join(', ')
  const money = moneyOf(facts, back)
  const gone = calendarEntries(facts, ({ quantity }) => quantity === 0)
  const [ko, en] = (['ko', 'en'] as const).map((language) =>
    back.by === 'store' ? oneLine(reasonText(back.reason, language) ?? '') : '',
  )
  return {
    subject: subjectOf(facts, `${noun.ko} 일부 취소`, 'partly canceled'),
    text: `${name} 님, ${noun.ko}의 일부가 취소되었습니다.
${back.by === 'store' ? `${words.byStore.ko} 취소했습니다. 사유: ${ko}\n` : ''}
취소한 내용: ${what('ko')}
${money.ko}

남은 ${noun.ko}
${korean({ ...facts, lines: leftOf(facts) })}

자세히 보기: ${link}


Hello ${name}, part of your ${noun.en} was canceled.
${back.by === 'store' ? `${words.byStore.en} canceled it: ${en}\n` : ''}
Canceled: ${what('en')}
${money.en}

What is left of it
${english({ ...facts, lines: leftOf(facts) })}

Details: ${link}
`,
    phone: phoneWords(facts, 'partly-canceled', {
      what: what('ko'),
      amount: order.amount === 0 ? '없음' : priceText({ ...order, amount: back.refund }, 'ko'),
    }),
    ...(gone.length > 0 && { calendar: { method: 'CANCEL', entries: gone } }),
  }
}

function moneyOf({ order }: Facts, { refund, kept }: GiveBackRead): Said {
  if (order.amount === 0)
    return {
      ko: '환불 금액: 없음 (결제하신 금액 없음)',
      en: 'Refunded: nothing (nothing was paid)',
    }
  const say = (amount: number, language: Language) => priceText({ ...order, amount }, language)
  const less = {
    ko: kept > 0 ? `, ${say(kept, 'ko')} 공제` : '',
    en: kept > 0 ? `; ${say(kept, 'en')} kept` : '',
  }
  return {
    ko: `환불 금액: ${say(refund, 'ko')} (사용한 결제 수단으로 환불${less.ko})`,
    en: `Refunded: ${say(refund, 'en')} (to where you paid from${less.en})`,
  }
}
