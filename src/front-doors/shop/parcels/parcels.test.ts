import { expect, test } from 'vitest'
import { ACCEPTED } from '../../../../test/consents.ts'
import { as } from '../../../../test/server.ts'
import { sql } from '../../../postgres/sql.ts'
import { done, typeOf } from '../checkout/market.fixture.ts'
import { writeOrderMail } from './mails/write.ts'
import { writeOverdue } from './operations.ts'
import { openSent } from './sent.fixture.ts'

const shop = openSent()
const { market, at, goods, seller, buy, desk, own, pack, ship, send, mailsOf, left, expectClean } =
  shop

const DAY = 86_400
const epost = { carrier: 'kr.epost', trackingNumber: '1234-5678-90123' }
const stateOf = async (bought: Parameters<typeof own>[0]) =>
  (await own(bought)).parcels.map(({ state }) => state)

test('an order is packed in two parcels, never more than was sold, and each goes its way', async () => {
  const mug = await goods({ title: '머그컵', price: 30_000 })
  const bought = await buy([[mug, 2]], 60_000)
  const [{ lines = [], recipient, stage } = {}] = (await desk('?stage=to-pack')).data
  expect({ lines, recipient, stage }).toMatchObject({
    lines: [{ what: { ko: '머그컵' }, quantity: 2, left: 2, packed: 0 }],
    recipient: { name: '김민지', postalCode: '06236', memo: '문 앞에 놓아 주세요' },
    stage: 'to-pack',
  })
  const placeId = lines[0]?.placeId
  const one = { orderId: bought.orderId, lines: [{ placeId, quantity: 1 }] }
  const [first] = (await pack([one])).data
  expect(first?.parcel).toMatchObject({ number: 1, state: 'packed', trackingUrl: null })
  expect((await pack([{ ...one, lines: [{ placeId, quantity: 2 }] }])).data).toMatchObject([
    { refused: { type: 'too-many-packed' } },
  ])
  expect((await pack([{ orderId: bought.orderId }])).data).toMatchObject([
    { parcel: { number: 2 } },
  ])
  expect((await pack([{ orderId: bought.orderId }])).data).toMatchObject([
    { refused: { type: 'nothing-to-pack' } },
  ])
  const parcelId = first?.parcel?.parcelId ?? ''
  expect(
    (await ship([{ parcelId, carrier: 'kr.epost', trackingNumber: '12' }])).data,
  ).toMatchObject([{ refused: { type: 'tracking-number-unfit' } }])
  expect((await ship([{ parcelId, ...epost }])).data).toMatchObject([
    { parcel: { state: 'shipped', trackingNumber: '1234567890123' } },
  ])
  expect(await stateOf(bought)).toEqual(['shipped', 'packed'])
  expect(await own(bought)).toMatchObject({
    stage: 'packed',
    parcels: [{ trackingUrl: expect.stringContaining('sid1=1234567890123') }, {}],
  })
  expect(await mailsOf(bought.orderId)).toEqual(['shipped'])
})

test('an order that is named twice is packed once for each, and keeps no other back', async () => {
  const mug = await goods({ price: 30_000 })
  const [one, two] = [await buy([[mug, 2]], 60_000), await buy([[mug, 2]], 60_000)]
  const [{ placeId = '' } = {}] = (await own(one)).lines
  const unit = { orderId: one.orderId, lines: [{ placeId, quantity: 1 }] }
  const { data } = await pack([unit, unit, unit, { orderId: two.orderId }])
  expect(data).toMatchObject([
    ...[{ parcel: { number: 1 } }, { parcel: { number: 2 } }],
    ...[{ refused: { type: 'nothing-to-pack' } }, { parcel: { number: 1 } }],
  ])
  const twice = { parcelId: data[0]?.parcel?.parcelId, ...epost }
  expect((await ship([twice, twice])).data).toMatchObject([
    ...[{ parcel: { state: 'shipped' } }, { refused: { type: 'parcel-shipped-already' } }],
  ])
  expect(await mailsOf(one.orderId)).toEqual(['shipped'])
})

test('two sellers who pack the same order at once pack it once', async () => {
  const mug = await goods({ price: 60_000 })
  const { orderId } = await buy([[mug, 1]], 60_000)
  const both = await Promise.all([pack([{ orderId }]), pack([{ orderId }]), pack([{ orderId }])])
  const packed = both.flatMap(({ data }) => data).filter(({ parcel }) => parcel !== null)
  expect(packed).toHaveLength(1)
})

test('the table refuses what the rule would not: more units than were sold', async () => {
  const mug = await goods({ price: 60_000 })
  const { orderId } = await buy([[mug, 1]], 60_000)
  await pack([{ orderId }])
  const { database } = market.engine
  await expect(
    database.run(sql`
      update parcel_lines set quantity = 2 where order_id = ${orderId}
    `),
  ).rejects.toThrow('more units are packed than were sold')
  await expect(
    database.run(sql`
      update parcels set delivered_at = now() where order_id = ${orderId}
    `),
  ).rejects.toThrow('parcels_steps')
})

test('the clock delivers after seven days, and confirms seven days later; mails are told once', async () => {
  const mug = await goods({ price: 60_000 })
  const bought = await buy([[mug, 1]], 60_000)
  const [packed] = (await pack([{ orderId: bought.orderId }])).data
  await ship([{ parcelId: packed?.parcel?.parcelId, ...epost }])
  await market.engine.advance(7 * DAY - 60)
  expect(await stateOf(bought)).toEqual(['shipped'])
  await market.engine.advance(60)
  // Before any job has run.
  expect(await stateOf(bought)).toEqual(['delivered'])
  while ((await writeOverdue(market.engine)) > 0);
  expect(await mailsOf(bought.orderId)).toEqual(['shipped', 'delivered'])
  await market.engine.advance(7 * DAY)
  expect(await stateOf(bought)).toEqual(['confirmed'])
  while ((await writeOverdue(market.engine)) > 0);
  const { parcels } = await own(bought)
  const days = (from: string | null, to: string | null) =>
    (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1000 / DAY
  expect(days(parcels[0]?.shippedAt ?? '', parcels[0]?.deliveredAt ?? '')).toBe(7)
  expect(days(parcels[0]?.deliveredAt ?? '', parcels[0]?.confirmedAt ?? '')).toBe(7)
  expect(await mailsOf(bought.orderId)).toEqual(['shipped', 'delivered'])
})

test('a buyer cancels until it is packed; then it is a return', async () => {
  const mug = await goods({ price: 60_000 })
  const canceling = ({ buyer, orderId }: Awaited<ReturnType<typeof buy>>) =>
    buyer('POST', `/v1/orders/${orderId}/cancellation`, {})
  const first = await buy([[mug, 1]], 60_000)
  expect((await canceling(first)).status).toBe(200)
  const second = await buy([[mug, 1]], 60_000)
  const [packed] = (await pack([{ orderId: second.orderId }])).data
  expect(typeOf(await canceling(second))).toBe('already-packed')
  await ship([{ parcelId: packed?.parcel?.parcelId, ...epost }])
  expect(typeOf(await canceling(second))).toBe('already-shipped')
  expect((await pack([{ orderId: first.orderId }])).data).toMatchObject([
    { refused: { type: 'parcel-order-canceled' } },
  ])
})

test('a wrong number is corrected, and what was there is kept', async () => {
  const mug = await goods({ price: 60_000 })
  const bought = await buy([[mug, 1]], 60_000)
  const [packed] = (await pack([{ orderId: bought.orderId }])).data
  const parcelId = packed?.parcel?.parcelId ?? ''
  const correct = (body: object) => seller()('PUT', at(`/parcels/${parcelId}/shipment`), body)
  expect(typeOf(await correct(epost))).toBe('parcel-not-shipped')
  await ship([{ parcelId, ...epost }])
  await done(correct({ carrier: 'kr.lotte', trackingNumber: '123456789012' }))
  expect((await own(bought)).parcels).toMatchObject([
    { carrier: 'kr.lotte', trackingNumber: '123456789012' },
  ])
  expect((await desk()).data[0]?.parcels).toMatchObject([
    { corrections: [{ carrier: 'kr.epost', trackingNumber: '1234567890123' }] },
  ])
  expect(typeOf(await seller()('DELETE', at(`/parcels/${parcelId}`)))).toBe(
    'parcel-shipped-already',
  )
})

test('a packed parcel is taken apart; one that the seller brings has no number', async () => {
  const mug = await goods({ price: 60_000 })
  const bought = await buy([[mug, 1]], 60_000)
  const [packed] = (await pack([{ orderId: bought.orderId }])).data
  await done(seller()('DELETE', at(`/parcels/${packed?.parcel?.parcelId}`)))
  expect(await own(bought)).toMatchObject({ stage: 'to-pack', parcels: [] })
  const [again] = (await pack([{ orderId: bought.orderId }])).data
  const direct = { carrier: 'direct', trackingNumber: null }
  await ship([{ parcelId: again?.parcel?.parcelId, ...direct }])
  expect((await own(bought)).parcels).toMatchObject([
    { carrier: 'direct', trackingNumber: null, trackingUrl: null },
  ])
  await done(
    bought.buyer(
      'POST',
      `/v1/market-orders/${bought.orderId}/parcels/${again?.parcel?.parcelId}/receipt`,
    ),
  )
  expect(await stateOf(bought)).toEqual(['confirmed'])
})

test('shipping numbers go out and in as CSV, with a report of refused lines', async () => {
  const mug = await goods({ title: '=머그컵', price: 60_000 })
  const [one, two] = [await buy([[mug, 1]], 60_000), await buy([[mug, 1]], 60_000)]
  await pack([{ orderId: one.orderId }])
  const csv = await seller()('GET', at('/shipments.csv'), undefined, { 'accept-language': 'ko' })
  const text = `${csv.body}`
  expect(text).toContain('주문 번호,포장 번호,받는 분')
  expect(text).toContain(one.orderNumber)
  expect(text).toContain("'=머그컵 1개")
  expect(text).not.toContain(two.orderNumber)
  const lines = [
    '주문 번호,포장 번호,택배사,운송장 번호',
    `${one.orderNumber},1,우체국택배,1234567890123`,
    `${one.orderNumber},1,우체국택배,1234567890123`,
    `${two.orderNumber},1,한진,1234567890`,
    'NOPE,1,한진,1234567890',
    `${two.orderNumber},2,퀵,1`,
    `${two.orderNumber},,,`,
  ]
  const report = await done(
    seller()<{ shipped: number; refused: { line: number; why: { en: string } }[] }>(
      'POST',
      at('/shipments/import'),
      { text: `\uFEFF${lines.join('\r\n')}` },
    ),
  )
  expect(report.shipped).toBe(1)
  expect(report.refused.map(({ line }) => line)).toEqual([3, 4, 5, 6])
  expect(await own(one)).toMatchObject({ stage: 'shipped' })
})

test('the desk counts what is to be done, and finds an order by number and by name', async () => {
  const mug = await goods({ price: 60_000 })
  const bought = await buy([[mug, 1]], 60_000)
  const work = () => done(seller()<Record<string, number>>('GET', at('/work')))
  expect(await work()).toMatchObject({ toPack: 1, packed: 0, shipped: 0, returnsRequested: 0 })
  await pack([{ orderId: bought.orderId }])
  expect(await work()).toMatchObject({ toPack: 0, packed: 1, shipped: 0 })
  const found = async (query: string) => (await desk(`?query=${encodeURIComponent(query)}`)).data
  expect(await found(bought.orderNumber.slice(-8).toLowerCase())).toHaveLength(1)
  expect(await found('민지')).toHaveLength(1)
  expect(await found('박철수')).toEqual([])
  expect((await desk('?stage=to-pack')).data).toEqual([])
  expect((await desk('?stage=packed')).data).toHaveLength(1)
})

test('another seller, and another buyer, see and do nothing', async () => {
  const mug = await goods({ price: 60_000 })
  const bought = await buy([[mug, 1]], 60_000)
  const other = await market.house.owner()
  expect(typeOf(await other('GET', at('/orders')))).toBe('market-missing')
  expect(
    typeOf(await other('POST', at('/packings'), { orders: [{ orderId: bought.orderId }] })),
  ).toBe('market-missing')
  expect(typeOf(await other('GET', `/v1/market-orders/${bought.orderId}`))).toBe('not-yours')
  const parcelId = await send(bought)
  const path = `/v1/market-orders/${bought.orderId}/parcels/${parcelId}/receipt`
  expect(typeOf(await other('POST', path))).toBe('not-yours')
})

test('the mail of a parcel has the number and where to follow it', async () => {
  const mug = await goods({ title: '머그컵', price: 60_000 })
  const bought = await buy([[mug, 1]], 60_000)
  const [packed] = (await pack([{ orderId: bought.orderId }])).data
  await ship([{ parcelId: packed?.parcel?.parcelId, ...epost }])
  const { id } = await market.engine.database.one<{ id: string }>(sql`
    select id from shop_mails where order_id = ${bought.orderId}
  `)
  const ask = { storeId: market.marketId, mailId: id, kind: 'door' } as const
  const mail = await writeOrderMail(market.engine, ask as Parameters<typeof writeOrderMail>[1])
  expect(mail?.subject).toBe('상품이 발송되었습니다: 머그컵 1개 (Shipped)')
  expect(mail?.text).toContain('1234567890123')
  expect(mail?.text).toContain('service.epost.go.kr')
  expect(mail?.text).toContain('Goods: 머그컵 × 1')
  expect(mail?.text).toContain(`/bookings/${bought.orderId}`)
  expect(mail?.to).toBe('minji@example.com')
})

test('the mail of a parcel opens the order of a guest where nobody is signed in', async () => {
  const mug = await goods({ price: 60_000 })
  const { body } = await market.house.anyone<{ token: string }>(
    'POST',
    '/v1/auth/sign-in/anonymous',
  )
  const guest = as(market.house.server, body.token)
  await guest('POST', '/v1/me/acceptances', { accepted: ACCEPTED })
  await done(shop.put(guest, mug))
  const { id: orderId } = await done(shop.order(guest, 60_000))
  await shop.payFor(guest, orderId)
  await send({ orderId })
  const { id: mailId } = await market.engine.database.one<{ id: string }>(sql`
    select id from shop_mails where order_id = ${orderId} and kind = 'delivered'
  `)
  const ask = { storeId: market.marketId, mailId, kind: 'door' } as const
  const mail = await writeOrderMail(market.engine, ask as Parameters<typeof writeOrderMail>[1])
  const token = mail?.text.match(/guest-bookings\/(\S+)/)?.[1]
  const opened = await market.house.anyone<{ id: string }>('GET', `/v1/guest-bookings/${token}`)
  expect(opened.body.id).toBe(orderId)
  expect(mail?.text).not.toContain(`/bookings/${orderId}`)
})

const csv = async () => {
  const answer = await seller()<string>('GET', at('/shipments.csv'))
  return String(answer.body)
}

test('an order that the store cancels is not packed any more, nor shipped', async () => {
  const mug = await goods({ title: '머그컵', price: 25_000, stocked: 5 })
  const bought = await buy([[mug, 2]], 50_000)
  const [packed] = (await pack([{ orderId: bought.orderId }])).data
  const parcelId = packed?.parcel?.parcelId ?? ''
  expect(await csv()).toContain(bought.orderNumber)
  const path = `/v1/stores/${market.marketId}/orders/${bought.orderId}/cancellation`
  await done(seller()('POST', path, { reason: '품절' }))
  expect(await csv()).not.toContain(bought.orderNumber)
  const all = (await desk('?stage=packed')).data
  expect(all.some(({ orderId }) => orderId === bought.orderId)).toBe(false)
  expect((await ship([{ parcelId, ...epost }])).data).toMatchObject([
    { refused: { type: 'parcel-missing' } },
  ])
  expect((await pack([{ orderId: bought.orderId }])).data).toMatchObject([
    { refused: { type: 'parcel-order-canceled' } },
  ])
  expect(await own(bought)).toMatchObject({ stage: 'canceled', parcels: [] })
  expect(await left(mug)).toBe(5)
  await expectClean()
})

test('units that the store cancels are taken out of the parcel', async () => {
  const [mug, cup] = [await goods({ price: 25_000 }), await goods({ price: 10_000 })]
  const bought = await buy(
    [
      [mug, 3],
      [cup, 1],
    ],
    85_000,
  )
  const { lines } = await own(bought)
  const placeOf = ({ variantId }: typeof mug) =>
    lines.find((line) => line.variantId === variantId)?.placeId ?? ''
  const sent = { orderId: bought.orderId, lines: [{ placeId: placeOf(mug), quantity: 1 }] }
  const [first] = (await pack([sent])).data
  await ship([{ parcelId: first?.parcel?.parcelId ?? '', ...epost }])
  await pack([{ orderId: bought.orderId }])
  const path = `/v1/stores/${market.marketId}/bookings/${bought.orderId}/line-cancellations`
  const canceled = [
    { placeId: placeOf(mug), quantity: 1 },
    { placeId: placeOf(cup), quantity: 1 },
  ]
  await done(seller()('POST', path, { reason: '품절', lines: canceled }))
  const [, second] = (await own(bought)).parcels
  expect(second?.lines).toEqual([{ placeId: placeOf(mug), quantity: 1 }])
  expect((await pack([{ orderId: bought.orderId }])).data).toMatchObject([
    { refused: { type: 'nothing-to-pack' } },
  ])
  await expect(
    market.engine.database.run(sql`
      update parcel_lines set quantity = 2 where parcel_id = ${second?.parcelId ?? ''}
    `),
  ).rejects.toThrow('more units are packed')
  expect((await ship([{ parcelId: second?.parcelId ?? '', ...epost }])).data).toMatchObject([
    { parcel: { state: 'shipped', lines: [{ quantity: 1 }] } },
  ])
  await expectClean()
})
