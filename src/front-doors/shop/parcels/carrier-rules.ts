/** Carriers by the ids of tracker.delivery; `direct`: the seller brings it, without a number. */
export const carriers = [
  'kr.cjlogistics',
  'kr.hanjin',
  'kr.lotte',
  'kr.logen',
  'kr.epost',
  'direct',
] as const
export type Carrier = (typeof carriers)[number]

export const carrierNames: Readonly<Record<Carrier, { readonly ko: string; readonly en: string }>> =
  {
    'kr.cjlogistics': { ko: 'CJ대한통운', en: 'CJ Logistics' },
    'kr.hanjin': { ko: '한진택배', en: 'Hanjin' },
    'kr.lotte': { ko: '롯데택배', en: 'Lotte' },
    'kr.logen': { ko: '로젠택배', en: 'Logen' },
    'kr.epost': { ko: '우체국택배', en: 'Korea Post' },
    direct: { ko: '직접 배송', en: 'Delivered by the seller' },
  }

/** Digits that a number of a carrier may have. */
const digits: Readonly<Record<Exclude<Carrier, 'direct'>, readonly number[]>> = {
  'kr.cjlogistics': [10, 12],
  'kr.hanjin': [10, 12],
  'kr.lotte': [10, 12, 13],
  'kr.logen': [10, 11],
  'kr.epost': [13],
}

/** What people put between digits. */
const BETWEEN = /[\s‐-―\-.]/g

/** A number without separators; undefined: no number of this carrier. */
export function trackingNumberOf(carrier: Carrier, typed: string | null): string | undefined {
  if (carrier === 'direct') return undefined
  const number = (typed ?? '').normalize('NFKC').replaceAll(BETWEEN, '')
  return /^\d+$/.test(number) && digits[carrier].includes(number.length) ? number : undefined
}

/** Where a parcel can be followed; null without a number. */
export function trackingUrl(carrier: Carrier, number: string | null): string | null {
  if (carrier === 'direct' || number === null) return null
  return {
    'kr.cjlogistics': `https://trace.cjlogistics.com/next/tracking.html?wblNo=${number}`,
    'kr.hanjin': `https://www.hanjin.com/kor/CMS/DeliveryMgr/WaybillResult.do?mCode=MN038&schLang=KR&wblnumText2=${number}`,
    'kr.lotte': `https://www.lotteglogis.com/home/reservation/tracking/linkView?InvNo=${number}`,
    'kr.logen': `https://www.ilogen.com/web/personal/trace/${number}`,
    'kr.epost': `https://service.epost.go.kr/trace.RetrieveDomRigiTraceList.comm?sid1=${number}`,
  }[carrier]
}

/** However a spreadsheet names a carrier: its id, or its name in either language. */
export const carrierNamed = (text: string): Carrier | undefined => {
  const asked = text.normalize('NFKC').replaceAll(/\s/g, '').toLowerCase()
  return carriers.find((carrier) => {
    const { ko, en } = carrierNames[carrier]
    const known = [carrier, ko, ko.replace('택배', ''), en].map((name) =>
      name.replaceAll(/\s/g, '').toLowerCase(),
    )
    return known.includes(asked)
  })
}
