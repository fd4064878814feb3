import { carrierNames, trackingUrl } from '../carrier-rules.ts'
import type { Parcel } from '../rules.ts'

// Korean first, English below.

export interface Facts {
  /** Of the recipient. */
  readonly name: string
  readonly shop: string
  readonly orderNumber: string
  /** The buyer's page of the order. */
  readonly order: string
  /** The seller's page of returns. */
  readonly desk: string
}

export interface GoodsFacts extends Facts {
  readonly goods: { readonly ko: string; readonly en: string }
}

export const whatOf = ({ shop, orderNumber, goods }: GoodsFacts) => ({
  ko: `상점: ${shop}\n주문 번호: ${orderNumber}\n상품: ${goods.ko}`,
  en: `Shop: ${shop}\nOrder: ${orderNumber}\nGoods: ${goods.en}`,
})

interface ParcelFacts extends GoodsFacts {
  readonly parcel: Parcel
}

function carriedBy({ parcel: { carrier, trackingNumber } }: ParcelFacts) {
  if (!carrier) return { ko: '', en: '' }
  const { ko, en } = carrierNames[carrier]
  const url = trackingUrl(carrier, trackingNumber)
  if (!trackingNumber) return { ko: `\n배송 방법: ${ko}`, en: `\nBy: ${en}` }
  return {
    ko: `\n택배사: ${ko}\n운송장 번호: ${trackingNumber}${url ? `\n배송 조회: ${url}` : ''}`,
    en: `\nCarrier: ${en}\nTracking number: ${trackingNumber}${url ? `\nFollow it: ${url}` : ''}`,
  }
}

export function shipped(facts: ParcelFacts) {
  const [what, by] = [whatOf(facts), carriedBy(facts)]
  return {
    subject: `상품이 발송되었습니다: ${facts.goods.ko} (Shipped)`,
    text: `${facts.name} 님, 주문하신 상품이 발송되었습니다.

${what.ko}${by.ko}

주문 보기: ${facts.order}


Hello ${facts.name}, your order is on its way.

${what.en}${by.en}

Your order: ${facts.order}
`,
  }
}

export function delivered(facts: ParcelFacts) {
  const what = whatOf(facts)
  return {
    subject: `배송이 완료되었습니다: ${facts.goods.ko} (Delivered)`,
    text: `${facts.name} 님, 상품이 배송 완료되었습니다. 받으신 상품을 확인해 주세요.

${what.ko}

구매 확정 또는 반품·교환 신청: ${facts.order}
7일 안에 구매 확정을 하지 않으면 자동으로 확정됩니다. 단순 변심에 의한 반품은 받은 날의 다음 날부터 7일 동안 신청할 수 있습니다.


Hello ${facts.name}, your parcel has arrived. Please check what you got.

${what.en}

Confirm it, or return or exchange something: ${facts.order}
If you do nothing, it is confirmed automatically after 7 days. If you change your mind, you can ask for a return within 7 days of delivery.
`,
  }
}
