import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  comeBack,
  expectSound,
  givenHeld,
  type Held,
  ledgerOf,
  merchantIdOf,
  pass,
  pay,
  press,
  standing,
  start,
  tick,
} from '../../test/paying.ts'
import { gatewaysAt } from '../gateways/gateways.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import { sql } from '../postgres/sql.ts'
import { returnPayment } from './approve.ts'
import { writeDepositHours } from './deposits/queries.ts'
import { paymentView } from './view.ts'

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

  test('an order in a currency that the gateway does not take is refused before anything is started', async () => {
    const held = await givenHeld(engine)
    await engine.database.run(sql`update orders set currency = 'USD' where id = ${held.order.id}`)
    const currencies = engine.gateways.get(gateway)?.currencies
    const started = start(engine, held, { gateway })
    if (currencies?.includes('USD')) return void (await started)
    await expect(started).rejects.toMatchObject({ type: 'currency-refused' })
    expect(await standing(engine, held)).toMatchObject({ status: 'ready', attempts: [] })
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

  test.each([
    ['quit', 'quit'],
    ['fail', 'declined'],
  ] as const)(
    'a buyer who presses %s keeps the hold, and may pay again at once: %s',
    async (button, state) => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      const payment = await returnPayment(engine, await press(view, button))
      expect(payment).toMatchObject({ state, reason: state })
      expect(paymentView(payment)).toMatchObject({ status: 'not-paid', failure: state })
      expect(await standing(engine, held)).toMatchObject({ status: 'ready', remaining: 0 })
      expect(await pay(engine, held, { gateway })).toMatchObject({ state: 'fulfilled' })
    },
  )

  test.each([
    ['quit', 'quit'],
    ['fail', 'declined'],
  ] as const)(
    'a buyer who comes back by the address for %s, the window still open: %s',
    async (outcome, state) => {
      const held = await givenHeld(engine)
      const view = await start(engine, held, { gateway })
      expect(await comeBack(engine, held, view, outcome)).toMatchObject({ state, reason: state })
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
    const number = await merchantIdOf(engine, { id })
    const { payments } = await ledgerOf(engine, { order: { number } })
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

  test('is shown to the buyer, and can be canceled', async () => {
    const { held, payment } = await givenAccount()
    expect(payment).toMatchObject({ state: 'ready', deposit: { account: expect.any(String) } })
    expect(await standing(engine, held)).toMatchObject({ status: 'ready', pinned: false })
    await cancel(engine, held)
    expect(await standing(engine, held)).toMatchObject({ status: 'canceled', remaining: 1 })
  })

  test('keeps the place for a day, and then no longer', async () => {
    const { held } = await givenAccount()
    await pass(engine, 40)
    await engine.advance(82_800)
    await tick(engine)
    expect(await standing(engine, held)).toMatchObject({ status: 'ready', remaining: 0 })
    await engine.advance(3_600)
    await pass(engine, 120)
    expect(await standing(engine, held)).toMatchObject({ status: 'failed', remaining: 1 })
  })

  test('keeps the place not past the start', async () => {
    const { now } = await readNow(engine.database)
    const held = await givenHeld(engine, { startsAt: later(now, 7_200) })
    const view = await start(engine, held, { gateway })
    const payment = await returnPayment(engine, await press(view, 'deposit'))
    expect(+new Date(payment.deposit?.until ?? 0)).toBeLessThanOrEqual(+later(now, 7_200))
    await engine.advance(7_200)
    await tick(engine)
    expect(await standing(engine, held)).toMatchObject({ status: 'failed', remaining: 1 })
  })

  test('keeps the place as long as any payment, where the store awaits none', async () => {
    const held = await givenHeld(engine)
    await engine.database.transaction((tx) => writeDepositHours(tx, held.storeId, 0))
    await returnPayment(engine, await press(await start(engine, held, { gateway }), 'deposit'))
    await engine.advance(601)
    await tick(engine)
    expect(await standing(engine, held)).toMatchObject({ status: 'failed', remaining: 1 })
  })

  test('paid hours later, pays the order', async () => {
    const { held } = await givenAccount()
    await engine.advance(20_000)
    await tick(engine)
    await payIn(held)
    await pass(engine, 120)
    expect(await standing(engine, held)).toMatchObject({
      status: 'paid',
      attempts: ['fulfilled'],
    })
  })
})
