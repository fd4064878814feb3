import { priceText } from '../../kernel/format.ts'
import { withParticle } from '../../kernel/particle.ts'
import type { MailContent } from '../../mail/content.ts'
import type { NoShowRead } from '../no-shows/queries.ts'
import { legalCaps } from '../no-shows/rules.ts'
import { noShowView } from '../no-shows/view.ts'
import type { Said } from '../said.ts'
import { english, type Facts, korean, subjectOf } from './facts.ts'

/** Mails the guest who did not come what was kept and why, and how to object. Undefined until it is settled. */
export function noShowMail(facts: Facts, read: NoShowRead | null): MailContent | undefined {
  const { order, ordered, name, link, words } = facts
  const view = noShowView(order, read)
  if (!view?.settledAt || !read?.terms) return undefined
  const { kept, refund } = view
  const { percent, groupPercent } = legalCaps[read.terms.kind]
  const most = Math.max(percent, read.terms.group ? groupPercent : 0)
  const why: Said = {
    ko:
      kept.amount > 0
        ? `결제 전에 안내한 노쇼 규정에 따라 일부를 공제했습니다. 공제 금액은 소비자분쟁해결기준의 한도(총 이용 금액의 ${most}%) 이내입니다.`
        : '결제 전에 안내한 노쇼 규정에 따라 공제한 금액은 없습니다.',
    en:
      kept.amount > 0
        ? `Part of it was kept by the no-show terms that you were told when you booked, within the limit of the consumer dispute standards of Korea (${most} % of the whole bill).`
        : 'Nothing was kept, by the no-show terms that you were told when you booked.',
  }
  return {
    subject: subjectOf(facts, '노쇼 처리 안내', 'marked as a no-show'),
    text: `${name} 님, ${words.byStore.ko} 방문하지 않으신 ${withParticle(ordered.noun.ko, ['으로', '로'])} 기록했습니다.

${korean(facts)}
결제 금액: ${priceText(order, 'ko')}
공제 금액: ${priceText(kept, 'ko')}
환불 금액: ${priceText(refund, 'ko')}${refund.amount > 0 ? ' (사용한 결제 수단으로 환불)' : ''}
${why.ko}

방문하셨거나 사실과 다르다면 매장에 연락해 정정을 요청하실 수 있습니다. 해결되지 않으면 1372 소비자상담센터(국번 없이 1372)에 상담을 신청하실 수 있습니다.

자세히 보기: ${link}


Hello ${name}, ${words.byStore.en.toLowerCase()} noted that you did not come.

${english(facts)}
Paid: ${priceText(order, 'en')}
Kept: ${priceText(kept, 'en')}
Refunded: ${priceText(refund, 'en')}${refund.amount > 0 ? ' (to where you paid from)' : ''}
${why.en}

If you were there, or this is wrong, ask the store to correct it. If that does not help, the Korean consumer help line 1372 advises you.

Details: ${link}
`,
  }
}

/** What is kept if nobody comes, for the mail that confirms a booking; undefined: nothing was said. */
export function noShowSaid({ order }: Facts, read: NoShowRead | null): Said | undefined {
  const view = noShowView(order, read)
  if (!view) return undefined
  if (view.kept.amount === 0)
    return {
      ko: '연락 없이 방문하지 않으셔도 결제하신 금액은 전액 환불됩니다.',
      en: 'If you do not come, all that you paid is refunded.',
    }
  return {
    ko: `연락 없이 방문하지 않으시면 결제 금액 중 ${priceText(view.kept, 'ko')} 공제, ${priceText(view.refund, 'ko')} 환불됩니다.`,
    en: `If you do not come, ${priceText(view.kept, 'en')} is kept and ${priceText(view.refund, 'en')} is refunded.`,
  }
}
