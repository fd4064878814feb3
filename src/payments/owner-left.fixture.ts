import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import type { TestEngine } from '../../test/engine.ts'
import { givenHeld, type Held, press, start } from '../../test/paying.ts'
import type { Person, TestServer } from '../../test/server.ts'
import type { Id } from '../kernel/id.ts'
import type { Order } from '../orders/rules.ts'
import { sql } from '../postgres/sql.ts'
import { openCharge } from '../wallets/charge.ts'
import { PLATFORM_STORE } from '../wallets/charge-rules.ts'
import { returnPayment } from './approve.ts'
import { cancelByStore } from './cancel.ts'
import { refundPayment } from './store-refund.ts'

// Accounts that charge their wallet, pay from it, and leave.

export interface Guest {
  readonly id: Id<'Account'>
  readonly ask: Person
}

export async function givenGuest({ customer }: TestServer): Promise<Guest> {
  const ask = await customer()
  return { id: (await ask<{ id: string }>('GET', '/v1/me')).body.id, ask }
}

/** A charge paid through a gateway. */
export async function charge(
  engine: TestEngine,
  { id: buyerId }: Guest,
  amount: number,
  gateway = 'kakaopay',
): Promise<Held> {
  const once = { scope: buyerId, key: engine.newId(), fingerprint: 'charge' }
  const { order } = await openCharge(engine, { buyerId, amount, once, answer: () => '{}' })
  const held = { storeId: PLATFORM_STORE, buyerId, order: order as Order }
  await returnPayment(engine, await press(await start(engine, held, { gateway }), 'pay'))
  return held
}

/** A booking paid by wallet, fully or with a gateway. */
export async function book(
  engine: TestEngine,
  { id: buyerId }: Guest,
  how: { readonly gateway: string; readonly wallet?: number } = { gateway: 'wallet' },
): Promise<Held> {
  const held = await givenHeld(engine, { buyerId })
  const view = await start(engine, held, how)
  if (view.redirectUrl) await returnPayment(engine, await press(view, 'pay'))
  return held
}

export async function leave({ ask }: Guest, more: object = {}): Promise<void> {
  const left = await ask('DELETE', '/v1/me', { password: 'correct horse battery', ...more })
  expect([left.status, left.body?.type]).toEqual([200, undefined])
}

const ownerOf = async (engine: TestEngine, { storeId }: Held) =>
  (
    await engine.database.one<{ ownerId: Id<'Account'> }>(
      sql`select owner_id as "ownerId" from stores where id = ${storeId}`,
    )
  ).ownerId

/** The store cancels a booking with a full refund. */
export async function storeCancels(engine: TestEngine, held: Held, reason = '휴무'): Promise<void> {
  const ownerId = await ownerOf(engine, held)
  await cancelByStore(engine, {
    by: { callerId: ownerId, everyStore: false },
    storeId: held.storeId,
    orderId: held.order.id,
    reason,
    once: { scope: ownerId, key: randomUUID(), fingerprint: 'cancel' },
    answer: ({ status }) => status,
  })
}

/** The store refunds a part of a payment, by default the wallet's. */
export async function storeGivesBack(
  engine: TestEngine,
  held: Held,
  amount: number,
  { reason = '사과', gateway = 'wallet' } = {},
) {
  const ownerId = await ownerOf(engine, held)
  const { paymentId } = await engine.database.one<{ paymentId: Id<'Payment'> }>(sql`
    select id as "paymentId" from payments where order_id = ${held.order.id} and gateway = ${gateway}
  `)
  const once = { scope: ownerId, key: randomUUID(), fingerprint: `refund ${amount}` }
  const { storeId } = held
  const by = { callerId: ownerId, everyStore: false }
  await refundPayment(engine, { by, storeId, paymentId, amount, reason, once })
}

/** The wallet this order charged, with or without an owner. */
export const walletChargedBy = (engine: TestEngine, { order }: Held) =>
  engine.database.one<{
    charged: number
    granted: number
    held: number
    owed: number
    unclaimed: number
  }>(sql`
    select w.charged, w.granted, w.held, w.owed, w.unclaimed
      from wallets w
     where w.id = (select e.wallet_id from transfers t join entries e on e.transfer_id = t.id
                    where t.order_id = ${order.id} and t.kind = 'charge' and e.book = 'charged'
                    limit 1)
  `)
