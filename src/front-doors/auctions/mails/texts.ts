import { dayLongText, priceText, zoneText } from '../../../kernel/format.ts'
import type { Language } from '../../../kernel/language.ts'
import { wallDate, wallTime } from '../../../kernel/time.ts'
import type { ShownLot } from '../queries.ts'
import { nextBid } from '../rules.ts'
import type { OrderedWin } from '../win-queries.ts'
import { REMIND_BEFORE_SECONDS } from './rules.ts'

// Korean first, English below.

export interface Facts {
  /** Of the recipient. */
  readonly name: string
  readonly title: string
  readonly auction: string
  readonly lot: ShownLot
  readonly win: OrderedWin | undefined
  readonly links: Readonly<Record<'lot' | 'pay' | 'mine' | 'desk', string>>
}

export interface WonFacts extends Facts {
  readonly win: OrderedWin
}

export const price = (amount: number, { lot: { currency } }: Facts, language: Language): string =>
  priceText({ amount, currency }, language)

function timeText(at: Date, { lot: { timeZone } }: Facts, language: Language): string {
  const date = dayLongText(wallDate(at, timeZone), language)
  const between = language === 'ko' ? ' ' : ', '
  return `${date}${between}${wallTime(at, timeZone)} (${zoneText(timeZone, language)})`
}

export const whatOf = ({ auction, title }: Facts) => ({
  ko: `경매장: ${auction}\n물품: ${title}`,
  en: `Auction: ${auction}\nLot: ${title}`,
})

/** Price and deadline. */
export function termsOf(facts: WonFacts) {
  const { amount, expiresAt, kind } = facts.win
  const named = {
    hammer: ['낙찰가', 'Hammer price'],
    'buy-now': ['즉시 구매가', 'Price'],
    'second-chance': ['제안 금액', 'Price'],
  }[kind]
  return {
    ko: `${named[0]}: ${price(amount, facts, 'ko')}\n결제 기한: ${timeText(expiresAt, facts, 'ko')}`,
    en: `${named[1]}: ${price(amount, facts, 'en')}\nPay by: ${timeText(expiresAt, facts, 'en')}`,
  }
}

/** What it means not to pay. */
const unpaidOf = ({ win, lot: { terms } }: WonFacts) =>
  win.kind === 'second-chance'
    ? {
        ko: '구매를 원하지 않으면 결제하지 않으셔도 됩니다. 불이익은 없습니다.',
        en: 'You need not take it: nothing is held against you.',
      }
    : {
        ko: `기한까지 결제하지 않으면 낙찰이 취소되고, 다른 경매의 입찰이 제한될 수 있습니다.${terms.deposit > 0 ? ' 입찰 보증금도 돌려받지 못합니다.' : ''}`,
        en: `A win that is not paid in time lapses, and may keep you from bidding elsewhere.${terms.deposit > 0 ? ' Your deposit is lost, too.' : ''}`,
      }

/** To who has won, has bought at once, or is offered what the winner has not paid. */
export function won(facts: WonFacts) {
  const { name, title, win, links } = facts
  const [what, terms, unpaid] = [whatOf(facts), termsOf(facts), unpaidOf(facts)]
  const said = {
    hammer: ['낙찰되었습니다', 'You won', 'you won this lot.'],
    'buy-now': ['구매가 확정되었습니다', 'You bought it', 'you bought this lot.'],
    'second-chance': [
      '차순위 구매를 제안드립니다',
      'Second chance',
      'the winner has not paid for this lot. You bid the most after them, so it is offered to you.',
    ],
  }[win.kind]
  const lead =
    win.kind === 'second-chance'
      ? '낙찰자가 결제하지 않아, 다음으로 높은 금액을 입찰하신 회원님께 구매 기회를 드립니다.'
      : `${said[0]}.`
  return {
    subject: `${said[0]}: ${title} (${said[1]})`,
    text: `${name} 님, ${lead}

${what.ko}
${terms.ko}

결제하기: ${links.pay}
${unpaid.ko}


Hello ${name}, ${said[2]}

${what.en}
${terms.en}

Pay here: ${links.pay}
${unpaid.en}
`,
  }
}

/** To a winner who has not paid yet. */
export function reminder(facts: WonFacts, turn: number) {
  const { name, title, links } = facts
  const [what, terms, unpaid] = [whatOf(facts), termsOf(facts), unpaidOf(facts)]
  const hours = (REMIND_BEFORE_SECONDS[turn - 1] ?? 0) / 3600
  return {
    subject: `결제 기한이 ${hours}시간 안에 끝납니다: ${title} (Please pay within ${hours} hours)`,
    text: `${name} 님, 아직 결제하지 않은 물품이 있습니다. 결제 기한이 ${hours}시간 안에 끝납니다.

${what.ko}
${terms.ko}

결제하기: ${links.pay}
${unpaid.ko}


Hello ${name}, you have not paid for this lot yet. Less than ${hours} hours are left.

${what.en}
${terms.en}

Pay here: ${links.pay}
${unpaid.en}
`,
  }
}

/** To who has not paid in time. */
export function lapsed(facts: WonFacts) {
  const { name, title, links, win } = facts
  const [what, terms] = [whatOf(facts), termsOf(facts)]
  const isMarked = win.kind !== 'second-chance'
  const { deposit } = facts.lot.terms
  const isLost = isMarked && deposit > 0
  return {
    subject: `결제 기한이 지났습니다: ${title} (Not paid in time)`,
    text: `${name} 님, 결제 기한이 지나 ${isMarked ? '낙찰이 취소되었습니다' : '구매 제안이 종료되었습니다'}.
${isMarked ? '미결제 기록은 180일 동안 남으며, 경매장에 따라 입찰이 제한될 수 있습니다.\n' : ''}${isLost ? `입찰 보증금 ${price(deposit, facts, 'ko')}은 돌려드리지 않습니다.\n` : ''}
${what.ko}
${terms.ko}

내 입찰 보기: ${links.mine}


Hello ${name}, ${isMarked ? 'you have not paid for this lot in time, so your win has lapsed' : 'this offer is over'}.
${isMarked ? 'This counts for 180 days: some auctions may not take your bids.\n' : ''}${isLost ? `Your deposit of ${price(deposit, facts, 'en')} is lost.\n` : ''}
${what.en}
${terms.en}

Your bids: ${links.mine}
`,
  }
}

/** To who has led. */
export function outbid(facts: Facts) {
  const { name, title, links, lot } = facts
  const what = whatOf(facts)
  const now = lot.price ?? lot.startPrice
  return {
    subject: `더 높은 입찰이 있습니다: ${title} (Outbid)`,
    text: `${name} 님, 입찰하신 물품에 더 높은 입찰이 들어왔습니다.

${what.ko}
현재가: ${price(now, facts, 'ko')}
다음 최소 입찰가: ${price(nextBid(lot), facts, 'ko')}
마감: ${timeText(lot.endsAt, facts, 'ko')}

다시 입찰하기: ${links.lot}


Hello ${name}, somebody has bid more than you.

${what.en}
Current bid: ${price(now, facts, 'en')}
Minimum next bid: ${price(nextBid(lot), facts, 'en')}
Ends: ${timeText(lot.endsAt, facts, 'en')}

Bid again: ${links.lot}
`,
  }
}

/** To who has paid. */
export function handedOver(facts: WonFacts) {
  const { name, title, links } = facts
  const what = whatOf(facts)
  return {
    subject: `물품을 받으셨나요? ${title} (Please confirm receipt)`,
    text: `${name} 님, 판매자가 물품을 전달했거나 발송했습니다. 받으셨다면 수령을 확인해 주세요.

${what.ko}

수령 확인하기: ${links.mine}
문제가 있으면 수령을 확인하기 전에 판매자에게 문의해 주세요.


Hello ${name}, the seller has handed over or sent your lot. Please confirm once you have it.

${what.en}

Confirm receipt: ${links.mine}
If something is wrong, ask the seller before you confirm.
`,
  }
}
