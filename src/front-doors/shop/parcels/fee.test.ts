import { expect, test } from 'vitest'
import { ledgerOf, tick } from '../../../../test/paying.ts'
import { addDays, weekdayOf } from '../../../kernel/time.ts'
import { done } from '../checkout/market.fixture.ts'
import { type Bought, openSent } from './sent.fixture.ts'

const { market, at, goods, put, order, payFor, seller, buy, own, pack, ship, fresh } = openSent()

const flat = () =>
  done(
    seller()('PUT', at('/delivery-terms'), {
      kind: 'flat',
      fee: 3_000,
      freeFrom: 500_000,
      areas: [],
    }),
  )
const placeOf = async (bought: Bought) => (await own(bought)).lines[0]?.placeId ?? ''
const refunded = async (bought: Bought) => {
  await tick(market.engine)
  const ledger = await ledgerOf(market.engine, { order: await fresh(bought.orderId) })
  return ledger.payments.reduce((sum, one) => sum + one.refunded, 0)
}
const linesPath = ({ orderId }: Bought) => `/v1/bookings/${orderId}/line-cancellations`
const cancel = (bought: Bought, placeId: string, quantity: number) =>
  done(bought.buyer('POST', linesPath(bought), { lines: [{ placeId, quantity }] }))
const quote = ({ buyer, orderId }: Bought, placeId: string, quantity: number) =>
  done(buyer('GET', `/v1/bookings/${orderId}/line-cancellation-quote?lines=${placeId}:${quantity}`))

test('the fee stays with the seller once a parcel went out, whatever is canceled last', async () => {
  await flat()
  const mug = await goods({ price: 25_000 })
  const bought = await buy([[mug, 2]], 53_000)
  const placeId = await placeOf(bought)
  const { data } = await pack([{ orderId: bought.orderId, lines: [{ placeId, quantity: 1 }] }])
  const parcelId = data[0]?.parcel?.parcelId
  await ship([{ parcelId, carrier: 'kr.epost', trackingNumber: '1234567890123' }])
  await done(seller()('POST', at(`/parcels/${parcelId}/delivery`)))
  const lines = [{ placeId, quantity: 1 }]
  const asked = { kind: 'return', reason: 'change-of-mind', lines, refund: 22_000, detail: '' }
  const path = `/v1/market-orders/${bought.orderId}/returns`
  const { returns } = await done(
    bought.buyer<{ returns: { returnId: string }[] }>('POST', path, asked),
  )
  for (const step of ['approval', 'collection', 'completion'] as const) {
    const bodies = {
      approval: { way: 'collect' },
      completion: { restock: true },
      collection: undefined,
    }
    await done(seller()('POST', at(`/returns/${returns[0]?.returnId}/${step}`), bodies[step]))
  }
  expect(await refunded(bought)).toBe(22_000)
  expect(await quote(bought, placeId, 1)).toMatchObject({
    ...{ isWhole: true, fee: { amount: 0 }, refund: { amount: 25_000 }, kept: { amount: 3_000 } },
  })
  await cancel(bought, placeId, 1)
  expect(await refunded(bought)).toBe(47_000)
  expect((await fresh(bought.orderId)).status).toBe('canceled')
})

test('the fee comes back with the last goods before any are sent, though a table stays', async () => {
  await flat()
  const { owner, marketId, today } = market
  await done(owner('PUT', `/v1/stores/${marketId}/doors`, { also: ['dining'] }))
  const date = addDays(today, 5)
  const weekly = { weekday: weekdayOf(date), time: '19:30', capacity: 1, price: 25_000 }
  const { id: tableTimeId } = await done(
    owner<{ id: string }>('POST', `/v1/restaurants/${marketId}/table-times`, weekly),
  )
  const buyer = await market.house.customer('김민지')
  const item = { door: 'dining', tableTimeId, date }
  await done(buyer('PUT', at('/cart/lines'), { item, quantity: 1 }))
  await done(put(buyer, await goods({ price: 6_000 }), 2))
  const bought = await payFor(buyer, (await done(order(buyer, 40_000))).id)
  const placeId = await placeOf(bought)
  await cancel(bought, placeId, 1)
  expect(await refunded(bought)).toBe(6_000)
  expect(await quote(bought, placeId, 1)).toMatchObject({ fee: { amount: 3_000 } })
  await cancel(bought, placeId, 1)
  expect(await refunded(bought)).toBe(15_000)
  expect((await fresh(bought.orderId)).status).toBe('paid')
})
