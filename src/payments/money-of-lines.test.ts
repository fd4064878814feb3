import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { givenHeld, type Held, press, start } from '../../test/paying.ts'
import { readOwnOrder } from '../orders/own.ts'
import { sql } from '../postgres/sql.ts'
import { givenOwner } from '../wallets/wallet.fixture.ts'
import { returnPayment } from './approve.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(async () => {
  await expectCleanAudit(engine)
  await engine.close()
})

const mug = { key: 'stock/mug', quantity: 3, unitPrice: 10_000, discount: 1_000 }
const rice = { key: 'stock/rice', quantity: 1, unitPrice: 20_000, discount: 500, taxFree: true }
const coupon = { key: 'coupon/spring', quantity: 1, unitPrice: 0, isAside: true }

const given = async () =>
  givenHeld(engine, {
    buyerId: await givenOwner(engine, { charged: 60_000 }),
    lines: [mug, rice, coupon],
    fee: 3_000,
  })

const paidFor = ({ order, buyerId }: Held) => readOwnOrder(engine, buyerId, order.id)
const attemptsOf = ({ order }: Held) =>
  engine.database.rows(sql`
    select gateway, approved, tax_free as "taxFree" from payments
     where order_id = ${order.id} order by gateway
  `)

test('an order with discounts and a fee is paid, and its tax-free part is that of its lines', async () => {
  const held = await given()
  expect(held.order).toMatchObject({ amount: 51_500, fee: 3_000 })
  await returnPayment(engine, await press(await start(engine, held), 'pay'))
  const { lines, ...order } = held.order
  const paid = await paidFor(held)
  expect(paid).toMatchObject({ ...order, status: 'paid', paidAt: expect.any(Date) })
  expect(paid?.lines).toEqual(expect.arrayContaining([...lines]))
  expect(await attemptsOf(held)).toEqual([
    { gateway: 'kakaopay', approved: 51_500, taxFree: 19_500 },
  ])
})

test('a wallet’s part takes its proportion of it, and all of it when it pays alone', async () => {
  const [split, alone] = [await given(), await given()]
  const back = await press(await start(engine, split, { wallet: 5_001 }), 'pay')
  await returnPayment(engine, back)
  expect(await attemptsOf(split)).toEqual([
    { gateway: 'kakaopay', approved: 46_499, taxFree: 17_607 },
    { gateway: 'wallet', approved: 5_001, taxFree: 1_893 },
  ])
  await start(engine, alone, { gateway: 'wallet' })
  expect(await attemptsOf(alone)).toEqual([
    { gateway: 'wallet', approved: 51_500, taxFree: 19_500 },
  ])
})

test.each([
  ['order_lines', sql`update order_lines set discount = unit_price * quantity + 1`],
  ['order_lines', sql`update order_lines set given_back = quantity + 1`],
  ['order_lines', sql`update order_lines set restocked = given_back + 1`],
  ['orders', sql`update orders set fee = amount + 1`],
])('the database refuses what %s cannot cost (%#)', async (table, statement) => {
  await given()
  await expect(engine.database.run(statement)).rejects.toMatchObject({ code: '23514', table })
})
