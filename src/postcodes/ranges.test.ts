import { expect, test } from 'vitest'
import { cityOf } from './ranges.ts'
import { mayExist } from './rules.ts'

test.each([
  ['06236', '서울특별시 강남구'], // Teheran-ro
  ['03045', '서울특별시 종로구'], // Gyeongbokgung
  ['04524', '서울특별시 중구'], // the city hall of Seoul
  ['48058', '부산광역시 해운대구'],
  ['34126', '대전광역시 유성구'],
  ['30103', '세종특별자치시'],
  ['13494', '경기도'],
  ['63122', '제주특별자치도 제주시'],
  ['63565', '제주특별자치도 서귀포시'],
  ['00999', null],
  ['63700', null],
  ['99999', null],
  ['6236', null],
])('%s is in %s', (postalCode, city) => {
  expect(cityOf(postalCode)).toBe(city)
})

// What lies within the provinces may be right, though no street of it is known here.
test.each([
  ['00999', false],
  ['01000', true],
  ['06236', true],
  ['09999', true],
  ['63699', true],
  ['63700', false],
  ['99999', false],
  ['6236', false],
])('%s may exist: %s', (postalCode, may) => {
  expect(mayExist(postalCode)).toBe(may)
})
