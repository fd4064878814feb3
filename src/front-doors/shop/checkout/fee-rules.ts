import { problem } from '../../../kernel/problem.ts'

/** What a store asks for delivery. */
export interface DeliveryTerms {
  readonly kind: 'free' | 'flat' | 'free-from'
  /** Minor units; 0 where it is free. */
  readonly fee: number
  /** Goods for this much, before coupons, are delivered free; of `free-from` only. */
  readonly freeFrom: number
  /** Where it costs more. */
  readonly areas: readonly Area[]
}

export interface Area {
  readonly name: string
  /** On top of the fee, also where that is free. */
  readonly surcharge: number
  readonly ranges: readonly Range[]
}

/** Postcodes of five digits, both included. */
export interface Range {
  readonly from: string
  readonly to: string
}

export const termsWrong = problem<{ area: string }>('delivery-terms-wrong', 'invalid', {
  ko: '우편번호 범위는 앞 번호가 뒤 번호보다 클 수 없어요.',
  en: 'A range of postcodes must not end before it begins.',
})

const range = (from: string, to = from): Range => ({ from, to })

/** Jeju with its islands. */
export const JEJU: readonly Range[] = [range('63000', '63644')]

/** Islands that carriers ask more for, as they publish them; an owner may change the list. */
export const ISLANDS: readonly Range[] = [
  range('23004', '23010'), // Ganghwa's islands
  range('23100', '23116'), // Ongjin
  range('23124', '23136'),
  range('31708'), // Dangjin
  range('32133'), // Taean
  range('33411'), // Boryeong
  range('40200', '40240'), // Ulleung
  range('46768', '46771'), // Gadeok
  range('52570', '52571'), // Sacheon
  range('53031', '53033'), // Tongyeong
  range('53089', '53104'),
  range('54000'), // Gunsan
  range('56347', '56349'), // Buan
  range('57068', '57069'), // Yeonggwang
  range('58760', '58762'), // Mokpo
  range('58800', '58810'), // Shinan
  range('58816', '58818'),
  range('58826'),
  range('58832'),
  range('58839', '58841'),
  range('58843', '58866'),
  range('58953', '58958'), // Jindo
  range('59102', '59103'), // Wando
  range('59127'),
  range('59129'),
  range('59137', '59145'),
  range('59149', '59170'),
]

export const usualTerms: DeliveryTerms = {
  ...{ kind: 'free-from', fee: 3_000, freeFrom: 50_000 },
  areas: [
    { name: '제주', surcharge: 3_000, ranges: JEJU },
    { name: '도서·산간', surcharge: 5_000, ranges: ISLANDS },
  ],
}

/** The delivery of an order, by kind; stored with it. */
export interface Fee {
  readonly kind: DeliveryTerms['kind'] | 'none'
  readonly base: number
  readonly surcharge: number
  /** Where the surcharge is for. */
  readonly area: string | null
}

/** Nothing is sent. */
export const noFee: Fee = { kind: 'none', base: 0, surcharge: 0, area: null }

export const feeSum = ({ base, surcharge }: Fee): number => base + surcharge

/**
 * What the delivery of goods costs. A coupon changes nothing: the threshold is of the goods before it.
 *
 * @param goods minor units
 * @param postalCode null: not known yet, so without a surcharge
 */
export function feeOf(terms: DeliveryTerms, goods: number, postalCode: string | null): Fee {
  const area = postalCode === null ? undefined : areaOf(terms, postalCode)
  const isFree = terms.kind === 'free' || (terms.kind === 'free-from' && goods >= terms.freeFrom)
  return {
    kind: terms.kind,
    base: isFree ? 0 : terms.fee,
    surcharge: area?.surcharge ?? 0,
    area: area?.name ?? null,
  }
}

/** The first area that a postcode is in. */
export const areaOf = ({ areas }: DeliveryTerms, postalCode: string): Area | undefined =>
  areas.find(({ ranges }) => ranges.some(({ from, to }) => from <= postalCode && postalCode <= to))

/** How much more is delivered free; null: nothing changes that. */
export const missingForFree = (terms: DeliveryTerms, goods: number): number | null =>
  terms.kind === 'free-from' && terms.fee > 0 ? Math.max(0, terms.freeFrom - goods) : null

/** What is kept: no fee where it is free. Problem: delivery-terms-wrong. */
export function checkTerms(terms: DeliveryTerms) {
  const wrong = terms.areas.find(({ ranges }) => ranges.some(({ from, to }) => to < from))
  if (wrong) return termsWrong({ area: wrong.name })
  return {
    ...terms,
    fee: terms.kind === 'free' ? 0 : terms.fee,
    freeFrom: terms.kind === 'free-from' ? terms.freeFrom : 0,
  }
}

/** Before its owner has said anything, a store delivers free. */
export const unsaidTerms: DeliveryTerms = { kind: 'free', fee: 0, freeFrom: 0, areas: [] }
