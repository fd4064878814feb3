import { expect, test } from 'vitest'
import { ACCEPTED } from '../../../../test/consents.ts'
import { tick } from '../../../../test/paying.ts'
import { as } from '../../../../test/server.ts'
import { sql } from '../../../postgres/sql.ts'
import { done } from '../checkout/market.fixture.ts'
import { eraseArrived } from './leaving.ts'
import { writeOrderMail } from './mails/write.ts'
import { writeOverdue } from './operations.ts'
import { openSent } from './sent.fixture.ts'

const shop = openSent()
const { market, goods, buy, desk, pack, ship, send, request, own } = shop

const DAY = 86_400
const leave = (person: Parameters<typeof shop.idOf>[0]) =>
  done(person('DELETE', '/v1/me', { password: 'correct horse battery' }))
const formOf = async (orderId: string) =>
  (
    await market.engine.database.one<{ form: string | null }>(
      sql`select form from deliveries where order_id = ${orderId}`,
    )
  ).form

test('who leaves still gets what they paid for; then the address is erased', async () => {
  const mug = await goods({ price: 60_000 })
  const bought = await buy([[mug, 1]], 60_000)
  await leave(bought.buyer)
  await eraseArrived(market.engine)
  const [{ recipient } = {}] = (await desk('?stage=to-pack')).data
  expect(recipient).toMatchObject({ name: '김민지', postalCode: '06236', phone: '010-1234-5678' })
  const [packed] = (await pack([{ orderId: bought.orderId }])).data
  const parcelId = packed?.parcel?.parcelId ?? ''
  await ship([{ parcelId, carrier: 'kr.epost', trackingNumber: '1234567890123' }])
  const { id: mailId } = await market.engine.database.one<{ id: string }>(sql`
    select id from shop_mails where order_id = ${bought.orderId} and kind = 'shipped'
  `)
  const asked = { storeId: market.marketId, mailId, kind: 'door' }
  expect(
    await writeOrderMail(market.engine, asked as Parameters<typeof writeOrderMail>[1]),
  ).toMatchObject({ to: 'minji@example.com' })
  // Seven days to arrive, and seven to be confirmed.
  for (const seconds of [7 * DAY - 60, 120, 7 * DAY - 120]) {
    await market.engine.advance(seconds)
    await writeOverdue(market.engine)
    await eraseArrived(market.engine)
    expect(await formOf(bought.orderId)).not.toBeNull()
  }
  await market.engine.advance(120)
  await writeOverdue(market.engine)
  await eraseArrived(market.engine)
  expect(await formOf(bought.orderId)).toBeNull()
  const [gone] = (await desk()).data
  expect(gone).toMatchObject({ orderId: bought.orderId, recipient: null })
})

test('an order that is over keeps no address of who leaves; one with an open return does', async () => {
  const mug = await goods({ price: 60_000, stocked: 9 })
  const over = await buy([[mug, 1]], 60_000)
  const path = `/v1/stores/${market.marketId}/orders/${over.orderId}/cancellation`
  await done(market.owner('POST', path, { reason: '품절' }))
  await tick(market.engine)
  await leave(over.buyer)
  expect(await formOf(over.orderId)).toBeNull()
  const back = await buy([[mug, 1]], 60_000)
  await send(back)
  const [{ placeId = '' } = {}] = (await own(back)).lines
  const lines = [{ placeId, quantity: 1 }]
  await done(
    request(back, { kind: 'return', reason: 'defective', detail: '', lines, refund: 60_000 }),
  )
  await market.engine.advance(8 * DAY)
  await writeOverdue(market.engine)
  await leave(back.buyer)
  await eraseArrived(market.engine)
  expect(await formOf(back.orderId)).not.toBeNull()
})

test('so does who ordered as a guest and joined', async () => {
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
  const email = `${id}@example.com`
  const account = { email, password: 'correct horse battery', name: '김민지', accepted: ACCEPTED }
  const joined = await done(guest<{ token: string }>('POST', '/v1/auth/sign-up/email', account))
  await leave(as(market.house.server, joined.token))
  await eraseArrived(market.engine)
  const [{ recipient } = {}] = (await desk('?stage=to-pack')).data
  expect(recipient).toMatchObject({ name: '김민지', postalCode: '06236' })
})
