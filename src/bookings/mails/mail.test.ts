import { expect, test } from 'vitest'
import { cancel, pay } from '../../../test/paying.ts'
import { sql } from '../../postgres/sql.ts'
import { nothingSaid } from '../../stores/profile/rules.ts'
import { type Booked, openMails } from './mail.fixture.ts'

const { mails, givenBooked, relay, post, mailsOf } = openMails()

test('nothing of an order goes to an address that its buyer has not verified', async () => {
  const booked = await givenBooked()
  await mails.engine.database.run(sql`
    update accounts set email_verified = false where id = ${booked.buyerId}
  `)
  await pay(mails.engine, booked)
  await relay()
  await post()
  expect(await mails.mailbox.received()).toEqual([])
  expect(await mailsOf(booked)).toMatchObject([{ kind: 'paid', outcome: 'skipped' }])
})

test('a payment sends one mail: item, start, price, how to cancel, and a calendar entry', async () => {
  const booked = await givenBooked()
  await pay(mails.engine, booked)
  await relay()
  await post()

  const { order, email } = booked
  const [mail, ...more] = await mails.mailbox.received(email)
  expect(more).toEqual([])
  expect(mail?.subject).toMatch(
    /^예약 확정: 맛있는 집밥 \d+월 \d+일 \(.\) 19:30 \(Booking confirmed\)$/,
  )
  const { text = '', calendar = '', headers = [] } = mail ?? {}
  expect(text).toContain('김손님 님, 예약이 확정되었습니다.')
  expect(text).toMatch(/일시: \d+년 \d+월 \d+일 .요일 19:30 \(한국 표준시\)/)
  expect(text).toContain('결제 금액: 25,000원')
  expect(text).toContain('Total paid: ₩25,000')
  expect(text).toContain(`주문 번호: ${order.number}`)
  expect(text).toContain(`http://localhost:4000/bookings/${order.id}`)
  expect(text.indexOf('확정')).toBeLessThan(text.indexOf('confirmed'))
  expect(text).not.toContain(email)
  expect(calendar).toContain(`\r\nUID:${order.number}\r\nSEQUENCE:0\r\n`)
  expect(calendar).toContain('\r\nMETHOD:REQUEST\r\n')
  expect(calendar).toContain('\r\nSTATUS:CONFIRMED\r\n')
  expect(calendar).toMatch(/\r\nDTSTART:\d{8}T103000Z\r\n/)
  expect(headers).toContain('Auto-Submitted: auto-generated')
  expect(await mailsOf(booked)).toEqual([{ kind: 'paid', outcome: 'sent', tries: 1 }])
})

test('it says where to go and whom to call, and so does the calendar entry', async () => {
  const booked = await givenBooked()
  const profile = { ...nothingSaid, hours: [], tags: [], phone: '02-0000-0001' }
  const address = '서울특별시 마포구 연남로 1'
  const path = `/v1/stores/${booked.storeId}/profile`
  const said = { ...profile, address, detail: '2층', latitude: 37.5, longitude: 126.9 }
  expect((await mails.owner('PUT', path, said)).status).toBe(200)
  await pay(mails.engine, booked)
  await relay()
  await post()
  const [{ text = '', calendar = '' } = {}] = await mails.mailbox.received(booked.email)
  const map = `https://map.naver.com/p/search/${encodeURIComponent(address)}`
  expect(text).toContain(`\n주소: ${address}, 2층\n지도: ${map}\n전화: 02-0000-0001\n`)
  expect(text).toContain(`\nAddress: ${address}, 2층\nMap: https://www.google.com/maps/`)
  expect(calendar.replaceAll('\r\n ', '')).toContain(
    `\r\nLOCATION:맛있는 집밥\\, ${address}\\, 2층\r\nGEO:37.5;126.9\r\n`,
  )
  const { body } = await booked.buyer('GET', `/v1/bookings/${booked.order.id}`)
  expect(body).toMatchObject({ location: { address, detail: '2층', phone: '02-0000-0001' } })
})

test('below it stands who sells, in both languages; nothing of what the store has not said', async () => {
  const said = {
    ...{ company: '집밥', representative: '박사장', businessNumber: '1248100998' },
    ...{ mailOrderNumber: '2026-서울강남-01234', address: '', phone: '02-1234-5678', email: null },
  }
  const [signed, unsaid] = [await givenBooked(), await givenBooked()]
  const path = `/v1/stores/${signed.storeId}/business`
  expect((await mails.owner('PUT', path, said)).status).toBe(200)
  for (const booked of [signed, unsaid]) await pay(mails.engine, booked)
  await relay()
  await post()
  const textTo = async ({ email }: Booked) => (await mails.mailbox.received(email))[0]?.text ?? ''
  expect((await textTo(signed)).trimEnd().split('\n').slice(-8)).toEqual([
    '---',
    '판매자: 집밥 · 대표자: 박사장',
    '사업자등록번호: 124-81-00998 · 통신판매업 신고번호: 2026-서울강남-01234',
    '전화번호: 02-1234-5678',
    '',
    'Sold by: 집밥 · Representative: 박사장',
    'Business number: 124-81-00998 · Mail-order number: 2026-서울강남-01234',
    'Phone: 02-1234-5678',
  ])
  expect(await textTo(unsaid)).not.toMatch(/---|판매자|Sold by/)
})

test('a cancellation sends one mail with the refund', async () => {
  const booked = await givenBooked()
  await pay(mails.engine, booked)
  await relay()
  await post()
  await cancel(mails.engine, booked)
  await cancel(mails.engine, booked)
  await relay()
  await post()

  const [, canceled, ...more] = await mails.mailbox.received(booked.email)
  expect(more).toEqual([])
  expect(canceled?.subject).toMatch(/^예약 취소: 맛있는 집밥 .*\(Booking canceled\)$/)
  expect(canceled?.text).toContain('환불 금액: 25,000원 (전액, 사용한 결제 수단으로 환불)')
  expect(canceled?.text).toContain('Refunded: ₩25,000')
  expect(canceled?.calendar).toContain(`\r\nMETHOD:CANCEL\r\n`)
  expect(canceled?.calendar).toContain(`\r\nUID:${booked.order.number}\r\nSEQUENCE:1\r\n`)
  expect(canceled?.calendar).toContain('\r\nSTATUS:CANCELLED\r\n')
  expect(canceled?.calendar).toContain('\r\nORGANIZER:mailto:no-reply@jari.test\r\n')
})

test('an unpaid cancellation sends no mail, and a canceled booking is not confirmed', async () => {
  const [unpaid, late] = [await givenBooked(), await givenBooked()]
  await cancel(mails.engine, unpaid)
  await pay(mails.engine, late)
  await cancel(mails.engine, late)
  await relay()
  await post()
  expect(await mails.mailbox.received(unpaid.email)).toEqual([])
  expect(
    (await mails.mailbox.received(late.email)).map(({ subject }) => subject.slice(0, 5)),
  ).toEqual(['예약 취소'])
  expect(await mailsOf(late)).toMatchObject([
    { kind: 'canceled', outcome: 'sent' },
    { kind: 'paid', outcome: 'skipped' },
  ])
})

test('a booking that costs nothing is confirmed by mail too', async () => {
  const booked = await givenBooked({ price: 0 })
  await booked.buyer('POST', `/v1/orders/${booked.order.id}/confirmation`)
  await relay()
  await post()
  const [mail] = await mails.mailbox.received(booked.email)
  expect(mail?.text).toContain('결제 금액: 무료')
  expect(mail?.text).not.toContain('환불됩니다')
})

test('a restaurant’s name adds no header, no recipient and no line', async () => {
  const restaurant = '집밥\r\nBcc: thief@example.com\r\n\r\n<b>hello</b>'
  const booked = await givenBooked({ restaurant })
  await pay(mails.engine, booked)
  await relay()
  await post()
  const [mail] = await mails.mailbox.received(booked.email)
  const { headers = [], subject = '', text = '', calendar = '' } = mail ?? {}
  expect(subject).toContain('예약 확정: 집밥 Bcc: thief@example.com <b>hello</b>')
  expect(headers.filter((line) => /^(bcc|cc):/i.test(line))).toEqual([])
  for (const lines of [text, calendar]) expect(lines).not.toMatch(/^Bcc|^<b>/m)
})
