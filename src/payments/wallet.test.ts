import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectCleanAudit } from '../../test/audited.ts'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  givenHeld,
  type Held,
  ledgerOf,
  PRICE,
  pass,
  plant,
  press,
  standing,
  start,
  tick,
  wired,
} from '../../test/paying.ts'
import type { Id } from '../kernel/id.ts'
import type { Order } from '../orders/rules.ts'
import { sql } from '../postgres/sql.ts'
import { openCharge } from '../wallets/charge.ts'
import { readWallet } from '../wallets/queries.ts'
import { givenOwner } from '../wallets/wallet.fixture.ts'
import { returnPayment } from './approve.ts'
import { refundPayment } from './store-refund.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(async () => {
  await tick(engine)
  await expectCleanAudit(engine)
  await engine.close()
})

const balanceOf = async (buyerId: Id<'Account'>) => {
  const {
    charged = 0,
    granted = 0,
    held = 0,
  } = (await readWallet(engine.database, buyerId, 'KRW')) ?? {}
  return { charged, granted, held }
}
const attemptsOf = ({ storeId, order }: Held) =>
  engine.database.rows<{ gateway: string; state: string; amount: number }>(sql`
    select gateway, state, amount from payments
     where store_id = ${storeId} and order_id = ${order.id} order by attempt
  `)
const givenRich = async (money: { charged?: number; granted?: number }) => {
  const buyerId = await givenOwner(engine, money)
  return givenHeld(engine, { buyerId })
}
const byWallet = { gateway: 'wallet' }

describe('a wallet that pays alone', () => {
  test('pays at once, without a window, and is debited', async () => {
    const held = await givenRich({ charged: 20_000, granted: 1_000 })
    expect(await start(engine, held, byWallet)).toMatchObject({ status: 'paid', redirectUrl: null })
    expect(await standing(engine, held)).toMatchObject({ status: 'paid', line: 'sold' })
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 8_500, granted: 0, held: 0 })
  })

  test('without enough balance pays nothing, and the hold stays', async () => {
    const held = await givenRich({ charged: PRICE - 1 })
    await expect(start(engine, held, byWallet)).rejects.toMatchObject({
      type: 'wallet-balance-short',
    })
    expect(await standing(engine, held)).toMatchObject({ status: 'ready', attempts: [] })
  })

  test('five concurrent requests, with one key or five, pay once', async () => {
    const held = await givenRich({ charged: 100_000 })
    const key = engine.newId()
    await Promise.allSettled([
      ...Array.from({ length: 5 }, () => start(engine, held, byWallet)),
      ...Array.from({ length: 5 }, () => start(engine, held, { ...byWallet, key })),
    ])
    expect(await balanceOf(held.buyerId)).toMatchObject({ charged: 100_000 - PRICE })
    expect(await attemptsOf(held)).toEqual([
      { gateway: 'wallet', state: 'fulfilled', amount: PRICE },
    ])
  })

  test('pays although a window is open: the window is closed, and captures nothing', async () => {
    const held = await givenRich({ charged: 100_000 })
    const back = await press(await start(engine, held), 'pay')
    await start(engine, held, byWallet)
    // at once: not by the look-ups that come later
    expect(await standing(engine, held)).toMatchObject({ attempts: ['expired', 'fulfilled'] })
    await returnPayment(engine, back)
    await pass(engine, 60)
    expect(await standing(engine, held)).toMatchObject({
      status: 'paid',
      attempts: ['expired', 'fulfilled'],
    })
    expect((await ledgerOf(engine, held)).sums).toMatchObject({ held: 0 })
  })

  test('pays nothing beside an attempt in review, which may have taken the money', async () => {
    const held = await givenRich({ charged: 100_000 })
    const lying = wired(engine, async (input, init) => {
      const response = await fetch(input, init)
      if (!`${input}`.endsWith('/approve')) return response
      const answer = (await response.json()) as object
      return Response.json({ ...answer, partner_user_id: 'somebody-else' })
    })
    await returnPayment(lying, await press(await start(engine, held), 'pay'))
    expect(await standing(engine, held)).toMatchObject({ attempts: ['needs-review'] })
    await expect(start(engine, held, byWallet)).rejects.toMatchObject({
      type: 'payment-in-progress',
    })
    expect(await balanceOf(held.buyerId)).toMatchObject({ charged: 100_000, held: 0 })
  })

  test('is refunded on cancellation, to the same books', async () => {
    const held = await givenRich({ charged: 20_000, granted: 1_000 })
    await start(engine, held, byWallet)
    await cancel(engine, held)
    expect(await standing(engine, held)).toMatchObject({
      status: 'canceled',
      remaining: 1,
      attempts: ['refunded'],
    })
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 20_000, granted: 1_000, held: 0 })
  })
})

describe('a wallet and a gateway together', () => {
  const split = { gateway: 'kakaopay', wallet: 5_000 }

  test('each pay a part, both or neither', async () => {
    const held = await givenRich({ charged: 6_000 })
    const view = await start(engine, held, split)
    expect(view.price.amount).toBe(PRICE - 5_000)
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 1_000, granted: 0, held: 5_000 })
    expect(await returnPayment(engine, await press(view, 'pay'))).toMatchObject({
      state: 'fulfilled',
    })
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 1_000, granted: 0, held: 0 })
    expect(await attemptsOf(held)).toEqual([
      { gateway: 'wallet', state: 'fulfilled', amount: 5_000 },
      { gateway: 'kakaopay', state: 'fulfilled', amount: PRICE - 5_000 },
    ])
    expect((await ledgerOf(engine, held)).sums).toMatchObject({ held: PRICE - 5_000 })
  })

  test('canceled: both parts are refunded', async () => {
    const held = await givenRich({ charged: 6_000 })
    await returnPayment(engine, await press(await start(engine, held, split), 'pay'))
    await cancel(engine, held)
    await pass(engine, 60)
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 6_000, granted: 0, held: 0 })
    expect((await ledgerOf(engine, held)).sums).toMatchObject({ held: 0, refunds: 1 })
    expect(await attemptsOf(held)).toMatchObject([{ state: 'refunded' }, { state: 'refunded' }])
  })

  test('canceled while the window is open: nothing is captured', async () => {
    const held = await givenRich({ charged: 6_000 })
    const back = await press(await start(engine, held, split), 'pay')
    await cancel(engine, held)
    await returnPayment(engine, back)
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 6_000, granted: 0, held: 0 })
    expect(await attemptsOf(held)).toMatchObject([{ state: 'expired' }, { state: 'expired' }])
    expect((await ledgerOf(engine, held)).sums).toMatchObject({ held: 0 })
  })

  test('a buyer who quits has the hold released', async () => {
    const held = await givenRich({ charged: 6_000 })
    await returnPayment(engine, await press(await start(engine, held, split), 'quit'))
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 6_000, granted: 0, held: 0 })
    expect(await standing(engine, held)).toMatchObject({ status: 'ready', remaining: 0 })
  })

  test('chosen again with another part: only the new one is held', async () => {
    const held = await givenRich({ charged: 6_000 })
    await start(engine, held, split)
    await start(engine, held, { ...split, wallet: 2_000 })
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 4_000, granted: 0, held: 2_000 })
    await start(engine, held)
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 6_000, granted: 0, held: 0 })
  })

  test('an unreachable gateway leaves the wallet unchanged', async () => {
    const held = await givenRich({ charged: 6_000 })
    await plant(engine, held, { operation: 'ready', fault: 'reset-before' })
    await expect(start(engine, held, split)).rejects.toMatchObject({ type: 'gateway-unavailable' })
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 6_000, granted: 0, held: 0 })
  })

  test('an unknown approval keeps both parts until it is looked up', async () => {
    const held = await givenRich({ charged: 6_000 })
    const back = await press(await start(engine, held, split), 'pay')
    await plant(engine, held, { operation: 'approve', fault: 'reset-after' })
    await plant(engine, held, { operation: 'order', fault: 'status-500-after' })
    expect(await returnPayment(engine, back)).toMatchObject({ state: 'approve-unknown' })
    expect(await balanceOf(held.buyerId)).toMatchObject({ held: 5_000 })
    await pass(engine, 120)
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 1_000, granted: 0, held: 0 })
    expect(await standing(engine, held)).toMatchObject({ status: 'paid' })
  })

  test('the wallet’s part is limited by price and balance', async () => {
    const held = await givenRich({ charged: 6_000 })
    const most = { ...split, wallet: PRICE }
    await expect(start(engine, held, most)).rejects.toMatchObject({
      type: 'wallet-part-too-much',
      facts: { most: PRICE - 1 },
    })
    const short = { ...split, wallet: 6_001 }
    await expect(start(engine, held, short)).rejects.toMatchObject({ type: 'wallet-balance-short' })
    expect(await standing(engine, held)).toMatchObject({ attempts: [] })
  })
})

describe('a store that refunds one part of a split order', () => {
  const give = async (held: Held, gateway: string, amount: number) => {
    const { ownerId } = await engine.database.one<{ ownerId: Id<'Account'> }>(
      sql`select owner_id as "ownerId" from stores where id = ${held.storeId}`,
    )
    const { id } = await engine.database.one<{ id: Id<'Payment'> }>(
      sql`select id from payments where order_id = ${held.order.id} and gateway = ${gateway}`,
    )
    const once = { scope: ownerId, key: engine.newId(), fingerprint: `${gateway} ${amount}` }
    const by = { callerId: ownerId, everyStore: false }
    const ask = { by, storeId: held.storeId, paymentId: id, amount, reason: '사과', once }
    await refundPayment(engine, ask)
  }

  test('keeps the order paid while anything is left of the other', async () => {
    const held = await givenRich({ charged: 6_000 })
    const split = { gateway: 'kakaopay', wallet: 5_000 }
    await returnPayment(engine, await press(await start(engine, held, split), 'pay'))
    await give(held, 'kakaopay', PRICE - 5_000)
    expect(await standing(engine, held)).toMatchObject({ status: 'paid' })
    expect(await balanceOf(held.buyerId)).toMatchObject({ charged: 1_000 })

    await give(held, 'wallet', 5_000)
    expect(await standing(engine, held)).toMatchObject({ status: 'canceled', remaining: 1 })
    expect(await balanceOf(held.buyerId)).toMatchObject({ charged: 6_000 })
  })
})

describe('a charge', () => {
  async function givenCharge(amount = 30_000): Promise<Held> {
    const buyerId = await givenOwner(engine)
    const once = { scope: buyerId, key: engine.newId(), fingerprint: 'charge' }
    const { order } = await openCharge(engine, { buyerId, amount, once, answer: () => '{}' })
    return { storeId: (order as Order).storeId, buyerId, order: order as Order }
  }

  test('that is paid is credited in the same commit', async () => {
    const held = await givenCharge()
    await returnPayment(engine, await press(await start(engine, held), 'pay'))
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 30_000, granted: 0, held: 0 })
  })

  test('that is canceled is debited before the gateway refunds', async () => {
    const held = await givenCharge()
    await returnPayment(engine, await press(await start(engine, held), 'pay'))
    await cancel(engine, held)
    expect(await balanceOf(held.buyerId)).toEqual({ charged: 0, granted: 0, held: 0 })
    expect((await ledgerOf(engine, held)).sums).toMatchObject({ held: 0, refunds: 1 })
  })

  test('that was spent is not refunded', async () => {
    const charge = await givenCharge(PRICE)
    await returnPayment(engine, await press(await start(engine, charge), 'pay'))
    const held = await givenHeld(engine, { buyerId: charge.buyerId })
    await start(engine, held, byWallet)
    await expect(cancel(engine, charge)).rejects.toMatchObject({ type: 'charge-spent' })
    expect((await ledgerOf(engine, charge)).sums).toMatchObject({ held: PRICE })
  })

  test('cannot be paid by the wallet itself', async () => {
    const held = await givenCharge()
    await expect(start(engine, held, byWallet)).rejects.toMatchObject({ type: 'gateway-missing' })
  })
})
