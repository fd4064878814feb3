import { type Facts, price, termsOf, type WonFacts, whatOf } from './texts.ts'

// Korean first, English below.

/** To the seller of a lot that somebody has won or bought at once. */
export function sold(facts: WonFacts) {
  const { name, title, links, win } = facts
  const [what, terms] = [whatOf(facts), termsOf(facts)]
  const isAtOnce = win.kind === 'buy-now'
  return {
    subject: `${isAtOnce ? '즉시 구매로 판매되었습니다' : '낙찰되었습니다'}: ${title} (Sold)`,
    text: `${name} 님, ${isAtOnce ? '등록하신 물품이 즉시 구매로 판매되었습니다' : '등록하신 물품이 낙찰되었습니다'}. 구매자가 기한 안에 결제하면 물품을 전달해 주세요.

${what.ko}
${terms.ko}

물품 관리: ${links.desk}


Hello ${name}, your lot was ${isAtOnce ? 'bought at once' : 'sold'}. Once the buyer has paid, please hand it over.

${what.en}
${terms.en}

Your lots: ${links.desk}
`,
  }
}

/** To the seller of a lot that nobody has won. */
export function unsold(facts: Facts) {
  const { name, title, links, lot } = facts
  const what = whatOf(facts)
  const why =
    lot.price === null
      ? { ko: '입찰이 없었습니다.', en: 'Nobody has bid.' }
      : {
          ko: `최고 입찰가 ${price(lot.price, facts, 'ko')}이 최저 낙찰가에 못 미쳤습니다.`,
          en: `The highest bid, ${price(lot.price, facts, 'en')}, did not meet the reserve.`,
        }
  return {
    subject: `유찰되었습니다: ${title} (Not sold)`,
    text: `${name} 님, 등록하신 물품이 유찰되었습니다. ${why.ko}
물품을 다시 등록할 수 있습니다.

${what.ko}

물품 관리: ${links.desk}


Hello ${name}, your lot was not sold. ${why.en}
You can list it again.

${what.en}

Your lots: ${links.desk}
`,
  }
}

/** To the seller of what was not paid in time. */
export function unpaid(facts: WonFacts) {
  const { name, title, links, win } = facts
  const [what, terms] = [whatOf(facts), termsOf(facts)]
  const isOffered = win.kind !== 'second-chance'
  return {
    subject: `결제되지 않은 물품이 있습니다: ${title} (Not paid for)`,
    text: `${name} 님, 결제 기한이 지나 판매가 취소되었습니다.
${isOffered ? '차순위 입찰자에게 구매를 제안하거나 물품을 다시 등록할 수 있습니다.' : '물품을 다시 등록할 수 있습니다.'}

${what.ko}
${terms.ko}

물품 관리: ${links.desk}


Hello ${name}, this lot was not paid for in time.
${isOffered ? 'You can offer it to the next bidder, or list it again.' : 'You can list it again.'}

${what.en}
${terms.en}

Your lots: ${links.desk}
`,
  }
}
