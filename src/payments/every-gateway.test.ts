import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  expectSound,
  givenHeld,
  type Held,
  ledgerOf,
  pass,
  pay,
  press,
  standing,
  start,
} from '../../test/paying.ts'
import { gatewaysAt } from '../gateways/gateways.ts'
import { sql } from '../postgres/sql.ts'
import { returnPayment } from './approve.ts'

// The whole flow through each gateway: all end in the same states.
let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(async () => {
  await expectSound(engine)
  await engine.close()
})

const names = gatewaysAt('http://127.0.0.1:1').map(({ name }) => name)

describe.each(names)('through %s', (gateway) => {
  test('a buyer pays, and the order is paid', async () => {
    const held = await givenHeld(engine)
    expect(await pay(engine, held, { gateway })).toMatchObject({ state: 'fulfilled' })
    expect(await standing(engine, held)).toMatchObject({ status: 'paid', line: 'sold' })
  })

  test('a buyer cancels, and is refunded', async () => {
    const held = await givenHeld(engine)
    await pay(engine, held, { gateway })
    await cancel(engine, held)
    await pass(engine, 120)
    expect(await standing(engine, held)).toMatchObject({
      status: 'canceled',
      remaining: 1,
      attempts: ['refunded'],
    })
  })

  test.each(['quit', 'fail'] as const)(
    'a buyer who presses %s keeps the hold, and retries',
    async (button) => {
      const held = await givenHeld(engine)
      await returnPayment(engine, await press(await start(engine, held, { gateway }), button))
      expect(await standing(engine, held)).toMatchObject({ status: 'ready', remaining: 0 })
      expect(await pay(engine, held, { gateway })).toMatchObject({ state: 'fulfilled' })
    },
  )

  test('a buyer who returns five times has paid once', async () => {
    const held = await givenHeld(engine)
    const back = await press(await start(engine, held, { gateway }), 'pay')
    await Promise.all(Array.from({ length: 5 }, () => returnPayment(engine, back)))
    await pass(engine, 120)
    expect(await standing(engine, held)).toMatchObject({ status: 'paid', attempts: ['fulfilled'] })
  })

  test('a buyer who pays and closes the tab is settled, either way', async () => {
    const held = await givenHeld(engine)
    await press(await start(engine, held, { gateway }), 'pay')
    await pass(engine, 3_700)
    const { approveMode } = engine.gateways.get(gateway) ?? {}
    expect(await standing(engine, held)).toMatchObject(
      approveMode === 'auto'
        ? { status: 'paid', attempts: ['fulfilled'] }
        : { status: 'failed', attempts: ['expired'], remaining: 1 },
    )
  })
})

describe.each(['toss', 'portone-v2', 'portone-v1'])('a virtual account, through %s', (gateway) => {
  const payIn = async (held: Held) => {
    const { id } = await engine.database.one<{ id: string }>(
      sql`select id from payments where order_id = ${held.order.id} order by attempt desc limit 1`,
    )
    const { payments } = await ledgerOf(engine, { order: { number: id } })
    const answer = await fetch(
      `${engine.sandboxUrl}/console/${gateway}/${payments[0]?.id}/deposit`,
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' },
    )
    expect(answer.status).toBe(200)
  }
  const givenAccount = async () => {
    const held = await givenHeld(engine)
    const view = await start(engine, held, { gateway })
    const payment = await returnPayment(engine, await press(view, 'deposit'))
    return { held, payment }
  }

  test('keeps the order’s deadline, and is shown to the buyer', async () => {
    const { held, payment } = await givenAccount()
    expect(payment).toMatchObject({ state: 'ready', deposit: { account: expect.any(String) } })
    expect(await standing(engine, held)).toMatchObject({ status: 'ready', pinned: false })
    await cancel(engine, held)
    expect(await standing(engine, held)).toMatchObject({ status: 'canceled', remaining: 1 })
  })

  test('paid in time, pays the order', async () => {
    const { held } = await givenAccount()
    await payIn(held)
    await pass(engine, 120)
    expect(await standing(engine, held)).toMatchObject({
      status: 'paid',
      attempts: ['fulfilled'],
    })
  })
})
