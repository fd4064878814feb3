import { expect, test } from 'vitest'
import { BOOKER_DAYS, eraseOldBookers } from '../../../bookings/retention.ts'
import { sql } from '../../../postgres/sql.ts'
import { done } from '../checkout/market.fixture.ts'
import { writeOverdue } from './operations.ts'
import { eraseOldRecipients } from './retention.ts'
import { openSent } from './sent.fixture.ts'

const { market, goods, buy, desk, pack, ship, expectClean } = openSent()

const DAY = 86_400
const hasForm = async (orderId: string) =>
  (
    await market.engine.database.one<{ kept: boolean }>(
      sql`select form is not null as kept from deliveries where order_id = ${orderId}`,
    )
  ).kept
const run = async () => {
  await writeOverdue(market.engine)
  while ((await eraseOldRecipients(market.engine)) > 0);
  while ((await eraseOldBookers(market.engine)) > 0);
}

test('who got goods, and where, is erased a year after they arrived, and not before; what was not sent keeps it', async () => {
  const mug = await goods({ price: 60_000, stocked: 9 })
  const sent = await buy([[mug, 1]], 60_000)
  const waiting = await buy([[mug, 1]], 60_000)
  await market.engine.advance(31 * DAY)
  await run()
  const [packed] = (await pack([{ orderId: sent.orderId }])).data
  const parcelId = packed?.parcel?.parcelId ?? ''
  await ship([{ parcelId, carrier: 'kr.epost', trackingNumber: '1234567890123' }])
  await market.engine.advance(8 * DAY) // it counts as delivered
  await run()
  await market.engine.advance((BOOKER_DAYS - 3) * DAY)
  await run()
  expect(await hasForm(sent.orderId)).toBe(true)
  await market.engine.advance(4 * DAY)
  await run()
  expect(await hasForm(sent.orderId)).toBe(false)
  expect(await hasForm(waiting.orderId)).toBe(true)

  const recipients = new Map(
    (await desk()).data.map(({ orderId, recipient }) => [orderId, recipient]),
  )
  expect(recipients.get(sent.orderId)).toBeNull()
  expect(recipients.get(waiting.orderId)).toMatchObject({ postalCode: '06236' })
  // Their buyer still sees what they bought.
  const own = await sent.buyer<{ status: string }>('GET', `/v1/orders/${sent.orderId}`)
  expect(await done(Promise.resolve(own))).toMatchObject({ status: 'paid' })
  await expectClean()
})
