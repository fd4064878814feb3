import { expect, test } from 'vitest'
import { pageOf } from './page.ts'

const NOW = new Date('2026-12-02T16:01:00Z')
const words = [
  {
    ...{ parts: { things: ['물건', 'Things'] as const }, fields: {}, values: {} },
    ...{ hidden: ['things.version'], amounts: ['things.price'] },
  },
]
const read = (parts: object, language: 'ko' | 'en' = 'ko') =>
  pageOf({ ...parts }, { language, timeZone: 'Asia/Seoul', madeAt: NOW, words })

test('what holds nothing has no heading, and is named once at the end', () => {
  const page = read({
    account: { name: '김하나', email: 'a@b.kr' },
    phone: { phone: null },
    passkeys: { data: [] },
    wallet: { charged: { amount: 0, currency: 'KRW' }, held: { amount: 0, currency: 'KRW' } },
    secondFactor: { since: null, recoveryCodesLeft: 0, isNeeded: true },
    ticketOffers: { offers: 0 },
  })
  expect(page.match(/<h2>[^<]+/g)).toEqual(['<h2>계정', '<h2>저장된 정보가 없는 항목'])
  expect(page.match(/<li>[^<]+/g)).toEqual([
    ...['<li>다음 예약에 쓸 연락처', '<li>2단계 인증', '<li>패스키', '<li>지갑', '<li>티켓 선물'],
  ])
})

test('empty members are left out, zero and no are not', () => {
  const page = read({
    bookings: [{ paidAt: null, booker: null, lines: [], fee: { amount: 0, currency: 'KRW' } }],
    sessions: { data: [{ device: 'Chrome', isCurrent: false }] },
  })
  expect(page).toContain('0원')
  expect(page).toContain('아니요')
  expect(page).not.toMatch(/결제일시|예약자|주문 상품/)
})

test('a row of a table carries the labels of its cells, for where the table has no room', () => {
  const rows = [
    { name: '노트북', createdAt: '2026-12-02T16:01:00Z' },
    { name: '휴대폰', lastUsedAt: '2026-12-02T16:02:00Z' },
  ]
  const page = read({ passkeys: { data: rows } })
  expect(page).toContain('<td role="cell" data-label="등록일시">2026년 12월 3일 (목) 01:01</td>')
  expect(page.match(/class="blank"/g)).toHaveLength(2)
})

test('one word may mean another thing elsewhere, and what somebody typed is no word', () => {
  const page = read({
    notices: { by: 'mail' },
    stores: [{ id: '1', name: 'home', closed: false, timeZone: 'Asia/Seoul' }],
    bookings: [{ cancellation: { by: 'store', reason: 'free' } }],
  })
  expect(page).toMatch(/<dt>받는 방법<\/dt><dd>메일만/)
  expect(page).toMatch(/<dt>취소한 쪽<\/dt><dd>매장/)
  expect(page).toMatch(/<dt>사유<\/dt><dd>free/)
  expect(page).toMatch(/매장 이름">home.*운영 상태">운영 중.*한국 표준시/s)
})

test('what looks like a date and is none stays as it was typed, and a typed date too', () => {
  for (const text of ['2026-99-99', '2026-13-45T99:99Z', '2026-02-30']) {
    expect(read({ account: { name: text } })).toContain(`<dd>${text}</dd>`)
    expect(read({ bookings: [{ what: { ko: text, en: text } }] })).toContain(text)
    expect(read({ things: { since: text } })).toContain(text)
  }
  expect(read({ account: { name: '2026-12-02' } })).toContain('<dd>2026-12-02</dd>')
  expect(read({ things: { since: '2026-12-02' } })).toContain('2026년 12월 2일')
})

test('of a refusal the page says that it was one', () => {
  const activity = [
    { kind: 'sign-in', refusal: 'credentials-wrong' },
    { kind: 'sign-in', refusal: null },
  ]
  expect(read({ activity }, 'en')).toMatch(/Result">Refused.*Result">Done/s)
})

test('a door says what is left out, and what is an amount', () => {
  const things = [{ version: 5, price: 83_000, currency: 'KRW' }]
  const page = read({ things })
  expect(page).toContain('83,000원')
  expect(page).not.toMatch(/version|버전|통화|대한민국 원|>5</)
})
