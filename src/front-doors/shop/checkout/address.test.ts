import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { writeTakenOver } from '../../../accounts/address/queries.ts'
import { openKeyRing } from '../../../accounts/key-ring.ts'
import { sealAnew } from '../../../accounts/rotate-keys.ts'
import { expireOrders } from '../../../orders/expire.ts'
import { sql } from '../../../postgres/sql.ts'
import { shop } from '../door.ts'
import { eraseOldRecipients } from '../parcels/retention.ts'
import { readDeliveries } from './delivery-queries.ts'
import { openForm } from './form.ts'
import { done, form, itemsOf, openMarket } from './market.fixture.ts'

const { market, goods, order, coupon, givenCart, confirm } = openMarket()

test('the address is sealed, resealed with a new key, and erased with the account', async () => {
  const { ann } = await givenCart()
  const { id } = await done(order(ann, 25_300))
  const { database } = market.engine
  const read = async () => (await readDeliveries(database, market.marketId, [id]))[0]?.form ?? null
  const sealed = (await read()) ?? ''
  expect(sealed).toMatch(/^v1\./)
  expect(openForm(market.engine, sealed)).toMatchObject(form)
  const fresh = openKeyRing([{ id: 'fresh', key: randomBytes(32) }])
  const newer = {
    ...{ ...fresh, currentId: fresh.currentId },
    open: (text: string) =>
      (text.startsWith('v1.fresh.') ? fresh : market.engine.keyRing).open(text),
  }
  await sealAnew(database, newer, shop.sealed ?? [])
  const resealed = (await read()) ?? ''
  expect(resealed).not.toBe(sealed)
  expect(openForm({ ...market.engine, keyRing: newer }, resealed)).toMatchObject(form)
  const body = { password: 'correct horse battery', moneyBack: 'gateway' }
  expect((await ann('DELETE', '/v1/me', body)).status).toBeLessThan(300)
  expect(await read()).toBeNull()
  const carts = await database.rows(
    sql`select 1 from cart_lines where store_id = ${market.marketId}`,
  )
  expect(carts).toEqual([])
})

test('the address of an order that was never paid is erased after 30 days; a paid one keeps it', async () => {
  const { engine } = market
  await coupon({ kind: 'percent', value: 100, perPerson: null, usesMost: 9 })
  const mug = await goods()
  const [ann, bob] = [await market.house.customer(), await market.house.customer()]
  const unpaid = await done(order(ann, 9_900, itemsOf([mug, 1])))
  const paid = await done(order(bob, 0, { ...itemsOf([mug, 1]), coupon: 'WELCOME' }))
  await done(confirm(bob, paid.id))
  const hasForm = async () => {
    const ids = [unpaid.id, paid.id] as Parameters<typeof readDeliveries>[2]
    const found = await readDeliveries(engine.database, market.marketId, ids)
    return ids.map((id) => found.find(({ orderId }) => orderId === id)?.form !== null)
  }
  const run = async () => {
    await expireOrders(engine)
    while ((await eraseOldRecipients(engine)) > 0);
  }
  await engine.database.run(
    sql`update deliveries set form_due_at = form_due_at - interval '29 days'`,
  )
  await run()
  expect(await hasForm()).toEqual([true, true])
  await engine.advance(86_401)
  await run()
  expect(await hasForm()).toEqual([false, true])
})

test('the form of the next order is filled from the last one of the same person', async () => {
  const { ann } = await givenCart()
  const last = (by: typeof ann) => by<{ city: string } | null>('GET', '/v1/me/last-delivery')
  expect((await last(ann)).body).toBe(null)
  await done(order(ann, 25_300))
  expect(await done(last(ann))).toMatchObject({ city: form.city, address: form.address })
  expect((await last(await market.house.customer())).body).toBe(null)
  const { id } = (await ann<{ id: string }>('GET', '/v1/me')).body
  await market.engine.house.transaction((tx) =>
    writeTakenOver(tx, id, { name: 'ann', role: 'customer' }),
  )
  expect((await last(ann)).body).toBe(null) // what somebody else typed
})
