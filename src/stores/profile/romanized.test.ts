import { expect, test } from 'vitest'
import { districtInEnglish } from './romanized.ts'

test.each([
  ['마포구', 'Mapo-gu'],
  ['강남구', 'Gangnam-gu'],
  ['종로구', 'Jongno-gu'],
  ['성동구', 'Seongdong-gu'],
  ['관악구', 'Gwanak-gu'],
  ['중랑구', 'Jungnang-gu'],
  ['영등포구', 'Yeongdeungpo-gu'],
  ['동대문구', 'Dongdaemun-gu'],
  ['해운대구', 'Haeundae-gu'],
  ['수원시', 'Suwon-si'],
  ['전주시', 'Jeonju-si'],
  ['울릉군', 'Ulleung-gun'],
  ['중구', 'Jung-gu'],
])('%s is %s', (district, written) => {
  expect(districtInEnglish(district)).toBe(written)
})
