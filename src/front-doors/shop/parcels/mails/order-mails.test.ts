import { expect, test } from 'vitest'
import { ACCEPTED } from '../../../../../test/consents.ts'
import { as } from '../../../../../test/server.ts'
import { writeMail } from '../../../../bookings/mails/booking-mail.ts'
import type { MailContent } from '../../../../mail/content.ts'
import { sql } from '../../../../postgres/sql.ts'
import { done } from '../../checkout/market.fixture.ts'
import { type Bought, openSent } from '../sent.fixture.ts'

const shop = openSent()
const { market, at, goods, seller, buy, own, send, ask, request, handle } = shop

const terms = { kind: 'flat', fee: 3_000, freeFrom: 0, areas: [] }
const write = (orderId: string, more: object): Promise<MailContent | undefined> =>
  writeMail(market.engine, {
    ...{ storeId: market.marketId, orderId, aboutId: null, name: '김민지', ...more },
  } as never)
/** Without links. */
const said = (mail: MailContent | undefined) =>
  `${mail?.subject}${mail?.text}`.replace(/http\S+/g, '')
const stepsOf = (orderId: string) =>
  market.engine.database.rows<{ id: string }>(
    sql`select id from give_backs where order_id = ${orderId} order by at, id`,
  )

async function given(): Promise<Bought> {
  await done(seller()('PUT', at('/delivery-terms'), terms))
  const [mug, cup] = [await goods({ price: 30_000 }), await goods({ title: '찻잔', price: 9_000 })]
  await shop.coupon({ value: 1_000, code: 'THANKS' })
  return buy(
    [
      [mug, 2],
      [cup, 1],
    ],
    71_000,
    { coupon: 'THANKS' },
  )
}

test('a paid order is mailed as an order: lines with prices, discount, delivery, total and address', async () => {
  const { orderId } = await given()
  const mail = await write(orderId, { kind: 'paid' })
  expect(mail?.subject).toBe('주문 완료: 우리 동네 그릇 (Order confirmed)')
  for (const line of [
    ...[
      '김민지 님, 주문이 완료되었습니다.',
      '상품:',
      '- 머그컵 2개, 60,000원',
      '- 찻잔 1개, 9,000원',
    ],
    ...['할인: −1,000원', '배송비: 3,000원', '결제 금액: 71,000원', '받는 분: 김민지'],
    '배송지: (06236) 서울특별시 강남구 테헤란로 1 101호',
    ...['your order is confirmed.', 'Goods:', '- 머그컵 × 2, ₩60,000', '- 찻잔 × 1, ₩9,000'],
    ...['Delivery: ₩3,000', 'Total paid: ₩71,000', 'Recipient: 김민지'],
  ])
    expect(mail?.text).toContain(line)
  expect(said(mail)).not.toMatch(/예약|[Bb]ook/)
})

test('so are canceled lines, a canceled order, and what the seller is told', async () => {
  const bought = await given()
  const { orderId } = bought
  const { lines } = await own(bought)
  const cup = lines.find(({ what }) => what.ko === '찻잔')?.placeId
  const path = `/v1/stores/${market.marketId}`
  const body = { reason: '품절', lines: [{ placeId: cup, quantity: 1 }] }
  await done(seller()('POST', `${path}/bookings/${orderId}/line-cancellations`, body))
  const [step] = await stepsOf(orderId)
  const part = await write(orderId, { kind: 'given-back', aboutId: step?.id })
  expect(part?.subject).toBe('주문 일부 취소: 우리 동네 그릇 (Partly canceled)')
  for (const line of [
    '주문의 일부가 취소',
    '남은 주문',
    '- 머그컵 2개, 60,000원',
    'Canceled: 찻잔 × 1',
  ])
    expect(part?.text).toContain(line)
  const left = { id: orderId, orderId, kind: 'partly-canceled', aboutId: null, at: new Date() }
  const toldPart = await write(orderId, { kind: 'owner', notices: [left], count: 1 })
  expect(toldPart?.text).toContain('일부 취소: 남은 내용 머그컵 2개')
  expect(toldPart?.text).toContain('Partly canceled by the buyer: what is left 머그컵 × 2')
  expect(toldPart?.text).not.toContain('찻잔')
  await done(seller()('POST', `${path}/orders/${orderId}/cancellation`, { reason: '품절' }))
  const whole = await write(orderId, { kind: 'canceled' })
  expect(whole?.subject).toBe('주문 취소: 우리 동네 그릇 (Order canceled)')
  const notice = { id: orderId, orderId, kind: 'booked', aboutId: null, at: new Date() }
  const told = await write(orderId, { kind: 'owner', notices: [notice], count: 1 })
  expect(told?.subject).toBe('새 주문: 우리 동네 그릇 (New order)')
  for (const one of [part, whole, told]) expect(said(one)).not.toMatch(/예약|[Bb]ook/)
})

test('a guest is greeted by the name of the order form', async () => {
  const mug = await goods({ price: 60_000 })
  const { body } = await market.house.anyone<{ token: string }>(
    'POST',
    '/v1/auth/sign-in/anonymous',
  )
  const guest = as(market.house.server, body.token)
  await guest('POST', '/v1/me/acceptances', { accepted: ACCEPTED })
  await done(shop.put(guest, mug))
  const { id } = await done(shop.order(guest, 60_000))
  await shop.payFor(guest, id)
  const mail = await write(id, { kind: 'paid', name: '비회원', isGuest: true })
  expect(mail?.text).toContain('김민지 님,')
  expect(mail?.text).toContain('Hello 김민지,')
})

test('a return is told by its own mail alone, of a part and of the rest', async () => {
  const mug = await goods({ price: 60_000 })
  const bought = await buy([[mug, 2]], 120_000)
  await send(bought)
  const [{ placeId = '' } = {}] = (await own(bought)).lines
  for (let times = 0; times < 2; times += 1) {
    const back = { kind: 'return', reason: 'defective', lines: [{ placeId, quantity: 1 }] }
    const { refund } = await done(ask(bought, back))
    const { returns } = await done(request(bought, { ...back, refund: refund.amount }))
    const returnId = returns.at(-1)?.returnId ?? ''
    for (const step of ['approval', 'collection']) await done(handle(returnId, step))
    await done(handle(returnId, 'completion', { restock: true }))
  }
  const steps = await stepsOf(bought.orderId)
  expect(steps).toHaveLength(2)
  for (const { id } of steps)
    expect(await write(bought.orderId, { kind: 'given-back', aboutId: id })).toBeUndefined()
  expect(await write(bought.orderId, { kind: 'canceled' })).toBeUndefined()
})
