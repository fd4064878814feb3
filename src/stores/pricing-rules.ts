/** What a price is: a part that comes off the bill (예약금), or all there is to pay. */
export const priceMeans = ['part', 'whole'] as const
export type PriceMeans = (typeof priceMeans)[number]

/** What one price is for, and one place is. */
export const pricePer = ['table', 'person', 'booking'] as const
export type PricePer = (typeof pricePer)[number]

/** What a store's prices are, as its owner says; null: nothing was said. */
export interface Pricing {
  readonly means: PriceMeans | null
  readonly per: PricePer | null
  /** What the full price is called where it is that of a thing: `티켓`. */
  readonly fullPrice?: Said | undefined
}

/** Whether the price of something at a time is a deposit. Goods have no time, and are paid whole. */
export const isDepositPrice = ({ means }: Pricing, startsAt: Date | null): boolean =>
  means === 'part' && startsAt !== null

interface Said {
  readonly ko: string
  readonly en: string
}

/** What prices of lines are: as their store says; where it has not said, a deposit if all of them can only be that. */
export function pricingOfLines(
  pricing: Pricing,
  lines: readonly { readonly unitPrice: number; readonly isDeposit?: boolean }[],
): Pricing {
  const priced = lines.filter(({ unitPrice }) => unitPrice > 0)
  const areDeposits = priced.length > 0 && priced.every(({ isDeposit }) => isDeposit)
  return areDeposits ? asDeposit(pricing) : pricing
}

/** What a price is that can only be a deposit, unless its store says that it is all there is to pay. */
export const asDeposit = (pricing: Pricing): Pricing => ({
  ...pricing,
  means: pricing.means ?? 'part',
})

const units: Record<PricePer, Said> = {
  table: { ko: '테이블당', en: 'per table' },
  person: { ko: '1인당', en: 'per person' },
  booking: { ko: '예약 1건당', en: 'per booking' },
}

const sums: Record<PriceMeans, Said> = {
  part: { ko: '예약금', en: 'Deposit' },
  whole: { ko: '이용 요금', en: 'Full price' },
}

const covers: Record<PriceMeans, Said> = {
  part: {
    ko: '예약금 (이용 금액에서 차감)',
    en: 'A deposit, which comes off the bill.',
  },
  whole: {
    ko: '이용 요금 전액 (현장 추가 결제 없음)',
    en: 'The full price; there is nothing more to pay there.',
  },
}

/** `예약금`, `이용 요금`, `티켓`; undefined where the owner has not said. */
export const sumText = ({ means, fullPrice }: Pricing): Said | undefined =>
  means === 'whole' && fullPrice ? fullPrice : means ? sums[means] : undefined

/** `테이블당`; undefined where the owner has not said. */
export const perText = ({ per }: Pricing): Said | undefined => (per ? units[per] : undefined)

/** `예약금 (이용 금액에서 차감)`; undefined where the owner has not said. */
export function coversText({ means, fullPrice }: Pricing): Said | undefined {
  if (!means) return undefined
  if (means === 'part' || !fullPrice) return covers[means]
  return { ...covers.whole, ko: `${fullPrice.ko} 금액 전액 (현장 추가 결제 없음)` }
}

const pricesIn: Record<PriceMeans, (per: string) => string> = {
  part: (per) => `Prices are a deposit ${per}, which comes off the bill.`,
  whole: (per) => `Prices are the full price ${per}; there is nothing more to pay there.`,
}

/** What all prices of a store are: `테이블당 예약금 (이용 금액에서 차감)` */
export function pricingText(pricing: Pricing): Said | undefined {
  const [per, said] = [perText(pricing), coversText(pricing)]
  if (!per) return said
  return {
    ko: `${per.ko} ${said?.ko ?? '가격'}`,
    en: pricing.means ? pricesIn[pricing.means](per.en) : `Prices are ${per.en}.`,
  }
}
