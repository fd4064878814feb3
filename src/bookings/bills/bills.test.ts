import { expect, test } from 'vitest'
import { booker } from '../../../test/booker.ts'
import { pay } from '../../../test/paying.ts'
import { openParties } from '../../front-doors/dining/party.fixture.ts'
import { moveTo } from '../../front-doors/timetables/shop.fixture.ts'
import { readOrders } from '../../orders/queries.ts'
import { sql } from '../../postgres/sql.ts'
import { splitBill } from './rules.ts'

const { dining, at, seat, bookParty } = openParties()

test.each([
  [66_000, 20_000, 'part', 46_000, 0],
  [20_000, 20_000, 'part', 0, 0],
  [15_000, 20_000, 'part', 0, 5_000],
  [66_000, 20_000, null, 46_000, 0],
  [9_000, 80_000, 'whole', 9_000, 0],
] as const)(
  'of a bill of %i with %i paid before (%s), %i is left to collect and %i goes back',
  (bill, paid, means, toCollect, toGiveBack) => {
    expect(splitBill(bill, paid, means)).toEqual({ bill, paid, toCollect, toGiveBack })
  },
)

test('the deposit comes off the bill of a party that came', async () => {
  const { engine, owner, restaurantId: storeId, tomorrow } = dining
  await seat({ areas: { 홀: [[1, 4]] } }, { deposit: { amount: 10_000, per: 'person' } })
  const guest = await dining.house.customer()
  const { body } = await bookParty(guest, { party: 2 })
  await guest('PUT', `/v1/bookings/${body.id}/booker`, booker)
  const [order] = await readOrders(engine.database, storeId, [body.id])
  if (!order?.buyerId) throw new Error('the party holds nothing')
  await pay(engine, { storeId, buyerId: order.buyerId, order })
  await moveTo(engine, `${tomorrow}T19:00:00+09:00`)
  const path = `/v1/stores/${storeId}/bookings/${body.id}/bill`
  const enter = (amount: number | null) =>
    owner<{ type?: string; toCollect?: { amount: number } }>('PUT', path, { amount })
  expect((await owner('GET', path)).body).toMatchObject({ paid: { amount: 20_000 }, bill: null })
  const early = await enter(66_000)
  expect([early.status, early.body.type]).toEqual([409, '/problems/bill-without-visit'])
  await owner('PUT', at(`desk-bookings/${body.id}/sitting`), { state: 'seated' })
  expect((await enter(66_000)).body).toMatchObject({
    ...{ bill: { amount: 66_000 }, toCollect: { amount: 46_000 }, toGiveBack: { amount: 0 } },
  })
  expect((await enter(-1)).status).toBe(400)
  expect((await enter(70_000)).body.toCollect?.amount).toBe(50_000)
  const insert = (currency: string, amount: number) =>
    engine.database.run(sql`
      update bills set currency = ${currency}, amount = ${amount} where order_id = ${body.id}`)
  await expect(insert('USD', 1)).rejects.toMatchObject({ constraint: 'bills_of_visits' })
  await expect(insert('KRW', -1)).rejects.toMatchObject({ constraint: 'bills_amount' })
  const other = await dining.house.owner()
  expect((await other('PUT', path, { amount: 1 })).status).toBe(404)
  await owner('PUT', at(`desk-bookings/${body.id}/sitting`), { state: 'no-show' })
  expect((await owner('GET', path)).body).toMatchObject({ bill: null })
})
