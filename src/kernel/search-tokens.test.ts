import { describe, expect, test } from 'vitest'
import { hangulOf } from './english-layout.ts'
import { foldedOf, searchOf, tokensOf } from './search-tokens.ts'

/** As a database finds it. */
function finds(query: string, text: string): boolean {
  const search = searchOf(query)
  if (!search) return true
  const tokens = new Set(tokensOf(text))
  const folded = foldedOf(text)
  return (
    search.tokens.every((token) => tokens.has(token)) &&
    search.parts.every((part) => folded.includes(part))
  )
}

describe('a query finds a text', () => {
  test.each([
    ['가방', '에코가방'],
    ['가방', '여행용 가방 (대형)'],
    ['에코가방', '에코 가방'],
    ['가방 에코', '에코가방'],
    ['컵', '머그컵'],
    ['컵', '종이컵 50개'],
    ['갑', '가방'],
    ['가바', '에코가방'],
    ['가ㅂ', '가방'],
    ['달', '닭갈비'],
    ['닭', '닭갈비'],
    ['닭', '달걀'.replace('걀', '기')],
    ['무', '나무 도마'],
    ['나무', '나무'],
    ['수ㅈ', '은수저'],
    ['수ㅈ', '수ㅈ'],
    ['갑ㅅ', '갑사'],
    ['ㄱㅂ', '에코가방'],
    ['ㅇㅋㄱㅂ', '에코가방'],
    ['ㄱ', '가방'],
    ['ㄲ', '꿀단지'],
    ['꿀단', '꿀단지'],
    ['가방'.normalize('NFD'), '에코가방'],
    ['가방', '에코가방'.normalize('NFD')],
    ['MX-200', '무선 마우스 MX200'],
    ['mx200', '무선 마우스 MX-200'],
    ['mx2', '무선 마우스 MX-200'],
    ['usb케이블', 'USB-C 케이블'.replace('-C', '')],
    ['usb', 'USB-C 케이블'],
    ['cafe', 'Café 원두'],
    ['ㅁㅇㅅ', '무선 마우스'],
  ])('%s finds %s', (query, text) => {
    expect(finds(query, text)).toBe(true)
  })
  test.each([
    ['가방', '방가'],
    ['가방', '가구 방석'],
    ['ㄱㅂ', '방가'],
    ['ㅂㄱㄱ', '바구니'],
    ['컵', '커피'.replace('피', '튼')],
    ['mx300', 'MX-200'],
  ])('%s does not find %s', (query, text) => {
    expect(finds(query, text)).toBe(false)
  })
})

test('every text is found by each beginning of itself, however far it is typed', () => {
  for (const text of ['에코가방', '닭갈비 세트', '꿀단지', '값진 옷', '외곬', '앉은뱅이 밀']) {
    const jamo = [...text.replaceAll(' ', '').normalize('NFD')]
    for (let typed = 2; typed <= jamo.length; typed += 1) {
      const query = jamo.slice(0, typed).join('').normalize('NFC')
      expect(finds(query, text), `${query} finds ${text}`).toBe(true)
    }
  }
})

test('a query without letters and digits looks for nothing', () => {
  expect(searchOf(' … !')).toBeUndefined()
})

test('a consonant that is begun is looked up, so that 수ㅈ does not read all that has 수', () => {
  expect(searchOf('방수ㅈ')?.tokens).toEqual(['방숮'])
  expect(searchOf('방ㄸ')?.tokens).toEqual(['방'])
})

describe('a query typed with the English layout', () => {
  test.each([
    ['qkq', '밥'],
    ['rkqkd', '가방'],
    ['RKQKD', '가방'],
    ['Rhc', '꽃'],
    ['ekfrrkfql', '닭갈비'],
    ['rkqt', '값'],
    ['dhkddnf', '왕울'],
    ['roqkf', '개발'],
    ['rq', 'ㄱㅂ'],
    ['aksen zhr', '만두 콕'],
    ['ghkwkdvna 50', '화장품 50'],
  ])('%s is %s', (typed, meant) => expect(hangulOf(typed)).toBe(meant))
  test.each(['', '123', '가방', 'café'])('%j is nothing else', (typed) =>
    expect(hangulOf(typed)).toBeUndefined(),
  )
})
