import { oneLine } from '../../../../kernel/calendar.ts'
import { priceText } from '../../../../kernel/format.ts'
import type { Currency } from '../../../../kernel/money.ts'
import type { Return } from '../../returns/queries.ts'
import type { ReturnState as State } from '../../returns/state-rules.ts'
import { type GoodsFacts, whatOf } from './texts.ts'

// Korean first, English below.

export interface ReturnFacts extends GoodsFacts {
  readonly given: Return
  readonly currency: Currency
}

/** One that is canceled ends with its order, which is mailed. */
export type ReturnState = Exclude<State, 'canceled'>

const kinds = {
  return: { ko: '반품', en: 'return' },
  exchange: { ko: '교환', en: 'exchange' },
}

/** What comes back, and what is kept. */
function sumOf({ given, currency }: ReturnFacts) {
  const { kind, refund, refundedBefore, returnFee, firstLeg } = given
  const how = given.state === 'approved' && given.feeHow ? oneLine(given.feeHow) : undefined
  const [ko, en] = [
    (amount: number) => priceText({ amount, currency }, 'ko'),
    (amount: number) => priceText({ amount, currency }, 'en'),
  ]
  if (kind === 'exchange')
    return returnFee > 0
      ? {
          ko: `\n교환 배송비: ${ko(returnFee)} (구매자 부담)${how ? `\n교환 배송비 내는 방법: ${how}` : ''}`,
          en: `\nDelivery, both ways: ${en(returnFee)}, paid by the buyer${how ? `\nHow to pay it: ${how}` : ''}`,
        }
      : { ko: '\n교환 배송비: 판매자 부담', en: '\nDelivery: paid by the shop' }
  const kept = returnFee + firstLeg
  const before = refundedBefore > 0
  return {
    ko: `\n환불 금액: ${ko(refund)}${kept > 0 ? ` (배송비 ${ko(kept)}을 뺀 금액)` : ''}${before ? `\n이미 환불된 금액: ${ko(refundedBefore)}` : ''}`,
    en: `\nRefund: ${en(refund)}${kept > 0 ? `, after ${en(kept)} for delivery` : ''}${before ? `\nAlready refunded before: ${en(refundedBefore)}` : ''}`,
  }
}

interface Words {
  readonly subject: readonly [ko: string, en: string]
  readonly lead: readonly [ko: string, en: string]
}

function approvedLead({ kind, way, sendTo }: Return): Words['lead'] {
  const { ko, en } = kinds[kind]
  if (way === 'collect')
    return [
      `${ko} 신청이 승인되었습니다. 판매자가 상품을 수거합니다. 받은 상태 그대로 포장해 두세요.`,
      `your ${en} is approved. The seller has the goods fetched: please pack them as you got them.`,
    ]
  const to = oneLine(sendTo ?? '')
  return [
    `${ko} 신청이 승인되었습니다. 상품을 받은 상태 그대로 포장해 아래 주소로 보내 주세요.\n보낼 곳: ${to}`,
    `your ${en} is approved. Please send the goods back as you got them.\nSend them to: ${to}`,
  ]
}

function wordsOf(state: ReturnState, { given }: ReturnFacts): Words {
  const { ko, en } = kinds[given.kind]
  const refusal = given.refusal ?? ''
  const isExchange = given.kind === 'exchange'
  const words: Readonly<Record<ReturnState, Words>> = {
    requested: {
      subject: [`${ko} 신청이 들어왔습니다`, `New ${en}`],
      lead: [
        `구매자가 ${ko}을 신청했습니다. 확인해 주세요.`,
        `a buyer asks for ${isExchange ? 'an' : 'a'} ${en}.`,
      ],
    },
    withdrawn: {
      subject: [`${ko} 신청이 철회되었습니다`, `The ${en} was taken back`],
      lead: [`구매자가 ${ko} 신청을 철회했습니다.`, `the buyer has taken the ${en} back.`],
    },
    approved: {
      subject: [`${ko} 신청이 승인되었습니다`, `Your ${en} is approved`],
      lead: approvedLead(given),
    },
    refused: {
      subject: [`${ko} 신청이 거부되었습니다`, `Your ${en} was refused`],
      lead: [
        `${ko} 신청이 거부되었습니다.\n사유: ${refusal}`,
        `your ${en} was refused.\nReason: ${refusal}`,
      ],
    },
    collected: {
      subject: [`${ko} 상품이 판매자에게 도착했습니다`, `The goods of your ${en} have come back`],
      lead: isExchange
        ? [
            '보내신 상품이 판매자에게 도착했습니다. 확인한 뒤 교환 상품을 보내 드립니다.',
            'your goods have come back. What you get instead is sent once they are checked.',
          ]
        : [
            '보내신 상품이 판매자에게 도착했습니다. 확인한 뒤 영업일 기준 3일 안에 환불해 드립니다.',
            'we received your return. Your refund arrives within three business days.',
          ],
    },
    done: isExchange
      ? {
          subject: ['교환 상품을 준비하고 있습니다', 'Your exchange is being packed'],
          lead: [
            '교환 상품을 준비하고 있습니다. 발송하면 다시 알려 드립니다.',
            'your exchange is being packed. You will hear from us when it is sent.',
          ],
        }
      : {
          subject: ['반품이 완료되어 환불해 드렸습니다', 'Your return is done'],
          lead: [
            '반품이 완료되었습니다. 결제하신 수단으로 환불해 드렸습니다.',
            'your return is done, and your money is on its way.',
          ],
        },
  }
  return words[state]
}

export function aboutReturn(state: ReturnState, facts: ReturnFacts) {
  const { name, goods, desk, order } = facts
  const { subject, lead } = wordsOf(state, facts)
  const [what, sum] = [whatOf(facts), sumOf(facts)]
  const isToSeller = state === 'requested' || state === 'withdrawn'
  const link = isToSeller ? desk : order
  const hasSum = state !== 'refused' && state !== 'withdrawn'
  return {
    subject: `${subject[0]}: ${goods.ko} (${subject[1]})`,
    text: `${name} 님, ${lead[0]}

${what.ko}${hasSum ? sum.ko : ''}

${isToSeller ? '반품·교환 관리' : '주문 보기'}: ${link}


Hello ${name}, ${lead[1]}

${what.en}${hasSum ? sum.en : ''}

${isToSeller ? 'Returns' : 'Your order'}: ${link}
`,
  }
}
