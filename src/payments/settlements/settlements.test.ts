import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { givenHeld, type Held, pass, pay } from '../../../test/paying.ts'
import { sandboxAt } from '../../gateways/sandbox-buyer.ts'
import type { Id } from '../../kernel/id.ts'
import { readNow } from '../../postgres/now.ts'
import { sql } from '../../postgres/sql.ts'
import type { Gateway } from '../gateway.ts'
import { sumGateways } from '../report-queries.ts'
import { refundPayment } from '../store-refund.ts'
import { fetchSettlements } from './fetch.ts'
import { compareSettled } from './rules.ts'

const DAY = 86_400

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())
beforeEach(() => engine.database.run(sql`delete from settlement_reads`))

const paid = async () => {
  const held = await givenHeld(engine)
  return { held, payment: await pay(engine, held, { gateway: 'toss' }) }
}

/** Given back by the store, and by the gateway. */
async function refundPart({ storeId, buyerId }: Held, paymentId: Id<'Payment'>, amount: number) {
  const once = { scope: buyerId, key: engine.newId(), fingerprint: `${amount}` }
  const by = { callerId: buyerId, everyStore: true }
  await refundPayment(engine, { by, storeId, paymentId, amount, reason: '재료 소진', once })
  await pass(engine, 60)
}

/** The comparison of the store's payments of the last days. */
async function compared({ storeId }: Held, gateway = 'toss') {
  const { now } = await readNow(engine.database)
  const begins = new Date(now.getTime() - 60 * DAY * 1000)
  const ends = new Date(now.getTime() + DAY * 1000)
  const sums = await sumGateways(engine.database, { storeId, timeZone: 'UTC', begins, ends })
  const found = sums.find((one) => one.gateway === gateway)
  return found && { ...compareSettled(found), readUntil: found.readUntil }
}

test('a payment waits until its day is over and read, then is paid out less the fee', async () => {
  const { held } = await paid()
  expect(await compared(held)).toMatchObject({ waiting: 12_500, expected: 0, readUntil: null })
  await engine.advance(DAY)
  expect(await fetchSettlements(engine)).toBe(1)
  const settled = { waiting: 0, fees: 413, expected: 12_087, payout: 12_087, difference: 0 }
  expect(await compared(held)).toMatchObject(settled)
  expect((await compared(held))?.readUntil).toBeInstanceOf(Date)
  expect(await fetchSettlements(engine)).toBe(0) // a day has not passed
  await engine.advance(DAY)
  expect(await fetchSettlements(engine)).toBe(0) // read anew, and nothing is counted twice
  expect(await compared(held)).toMatchObject(settled)
})

test('of two processes one reads: the reading is leased', async () => {
  await paid()
  await engine.advance(DAY)
  const toss = engine.gateways.get('toss')
  if (!toss?.settlements) throw new Error('toss tells its settlements')
  let asked = 0
  const settlements: NonNullable<Gateway['settlements']> = async (ask) => {
    asked += 1
    return (await toss.settlements?.(ask)) ?? { is: 'unknown', reason: '' }
  }
  const counting = { ...engine, gateways: new Map([['toss', { ...toss, settlements }]]) }
  await Promise.all([fetchSettlements(counting), fetchSettlements(counting)])
  expect(asked).toBe(1)
})

test.each([
  'reset-before',
  'reset-after',
  'status-500-after',
  'html-502-after',
  'truncated-after',
  'empty-after',
  'unauthorized',
  'too-many',
  'missing',
] as const)(
  'a reading that breaks (%s) says that nothing is known, and is tried again',
  async (fault) => {
    const { held } = await paid()
    await engine.advance(DAY)
    await sandboxAt(engine.sandboxUrl).plant({ gateway: 'toss', operation: 'settlements', fault })
    await fetchSettlements(engine)
    expect(await compared(held)).toMatchObject({ payout: 0, readUntil: null })
    await engine.advance(60 * 60)
    await fetchSettlements(engine)
    expect(await compared(held)).toMatchObject({ payout: 12_087, difference: 0 })
  },
)

test('a refund after the last reading waits, and makes no difference', async () => {
  const { held, payment } = await paid()
  await engine.advance(DAY)
  await fetchSettlements(engine)
  await refundPart(held, payment.id, 2_500)
  expect(await compared(held)).toMatchObject({ waiting: -2_500, expected: 12_087, difference: 0 })
  await engine.advance(DAY)
  await fetchSettlements(engine)
  expect(await compared(held)).toMatchObject({
    waiting: 0,
    fees: 330,
    payout: 9_670,
    difference: 0,
  })
})

test('what a gateway settles otherwise is a difference', async () => {
  const { held, payment } = await paid()
  await engine.advance(DAY)
  await fetchSettlements(engine)
  await engine.database.run(sql`
    update settlements set amount = amount - 500, payout = payout - 500
     where payment_id = ${payment.id}`)
  expect(await compared(held)).toMatchObject({ expected: 12_087, difference: -500 })
  await engine.advance(DAY)
  expect(await fetchSettlements(engine)).toBe(1) // the gateway corrects it
  expect(await compared(held)).toMatchObject({ difference: 0 })
})

test('a transaction cannot be counted twice, nor be nothing', async () => {
  const { held, payment } = await paid()
  const insert = (key: string, amount: number) =>
    engine.database.run(sql`
      insert into settlements (store_id, payment_id, key, amount, payout, sold_on)
      values (${held.storeId}, ${payment.id}, ${key}, ${amount}, 1, current_date)`)
  await insert('one', 100)
  await expect(insert('one', 100)).rejects.toMatchObject({ constraint: 'settlements_pkey' })
  await expect(insert('two', 0)).rejects.toMatchObject({ constraint: 'settlements_amount' })
})
