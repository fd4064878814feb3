/** A 시/도 and, below it, a 시, 군 or 구, as people say them: `서울`, `마포구`. */
export interface Area {
  readonly province: string
  readonly district: string | null
}

const PROVINCES: readonly (readonly [short: string, ...long: string[]])[] = [
  ['서울', '서울특별시', '서울시'],
  ['부산', '부산광역시', '부산시'],
  ['대구', '대구광역시', '대구시'],
  ['인천', '인천광역시', '인천시'],
  ['광주', '광주광역시'],
  ['대전', '대전광역시', '대전시'],
  ['울산', '울산광역시', '울산시'],
  ['세종', '세종특별자치시', '세종시'],
  ['경기', '경기도'],
  ['강원', '강원특별자치도', '강원도'],
  ['충북', '충청북도'],
  ['충남', '충청남도'],
  ['전북', '전북특별자치도', '전라북도'],
  ['전남', '전라남도'],
  ['경북', '경상북도'],
  ['경남', '경상남도'],
  ['제주', '제주특별자치도', '제주도'],
]
const shortOf = new Map(PROVINCES.flatMap((names) => names.map((name) => [name, names[0]])))

/** English names of provinces, which searches find them by as well. */
export const provincesInEnglish: Readonly<Record<string, string>> = {
  ...{ 서울: 'Seoul', 부산: 'Busan', 대구: 'Daegu', 인천: 'Incheon', 광주: 'Gwangju' },
  ...{ 대전: 'Daejeon', 울산: 'Ulsan', 세종: 'Sejong', 경기: 'Gyeonggi', 강원: 'Gangwon' },
  ...{ 충북: 'Chungbuk', 충남: 'Chungnam', 전북: 'Jeonbuk', 전남: 'Jeonnam' },
  ...{ 경북: 'Gyeongbuk', 경남: 'Gyeongnam', 제주: 'Jeju' },
}

/** Where a Korean address is; undefined for any other. */
export function areaOf(address: string): Area | undefined {
  const [first = '', second = ''] = address.normalize('NFC').trim().split(/\s+/)
  const province = shortOf.get(first)
  if (!province) return undefined
  return { province, district: /^[가-힣]{1,10}[시군구]$/.test(second) ? second : null }
}
