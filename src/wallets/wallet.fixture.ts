import { expect } from 'vitest'
import { givenStore, type TestEngine } from '../../test/engine.ts'
import { givenBuyer } from '../../test/paying.ts'
import type { Engine } from '../engine.ts'
import type { Id } from '../kernel/id.ts'
import { claim } from '../orders/claim.ts'
import type { Order } from '../orders/rules.ts'
import { placeId } from '../places/place-id.ts'
import { violationsOf } from '../postgres/invariant.ts'
import { sql } from '../postgres/sql.ts'
import { chargeIn } from './charge.ts'
import { PLATFORM_STORE } from './charge-rules.ts'
import { grant } from './grant.ts'
import { walletInvariants } from './invariants.ts'
import { readWallet } from './queries.ts'

// Accounts with wallet balances, and orders to pay.

export const PRICE = 10_000

/** An account with these balances. */
export async function givenOwner(
  engine: TestEngine,
  { charged = 0, granted = 0 }: { charged?: number; granted?: number } = {},
): Promise<Id<'Account'>> {
  const accountId = await givenBuyer(engine)
  if (charged > 0) await payIn(engine, accountId, charged)
  if (granted > 0) await give(engine, accountId, granted)
  return accountId
}

const payIn = (engine: Engine, accountId: Id<'Account'>, amount: number) =>
  engine.house.transaction((tx) =>
    chargeIn(tx, {
      accountId,
      amount,
      currency: 'KRW',
      gateway: 'kakaopay',
      storeId: PLATFORM_STORE,
      orderId: engine.newId(),
      paymentId: engine.newId(),
      operationKey: `given:${engine.newId()}`,
    }),
  )

export const give = (engine: Engine, accountId: Id<'Account'>, amount: number) =>
  grant(engine, {
    grantedBy: engine.newId(),
    accountId,
    amount,
    reason: '불편을 드려 죄송합니다',
    once: { scope: 'admin', key: engine.newId(), fingerprint: 'grant' },
    answer: () => '',
  })

/** Orders of one buyer, each for a place of its own; at most a hundred in a store. */
export async function givenOrders(
  engine: Engine,
  buyerId: Id<'Account'>,
  { count = 1, price = PRICE, storeId }: { count?: number; price?: number; storeId?: string } = {},
): Promise<Order[]> {
  const store = storeId ?? (await givenStore(engine, { readyOrders: 100 }))
  const claims = Array.from({ length: count }, () => {
    const key = `seat ${engine.newId()}`
    const place = { id: placeId(store, key), key, capacity: 1, startsAt: null }
    const lines = [{ place, quantity: 1, unitPrice: price }]
    return claim(engine, { storeId: store, buyerId, title: '공연', holdSeconds: 600, lines })
  })
  return (await Promise.all(claims)).map(({ order }) => order as Order)
}

export const spendOf = (engine: Engine, order: Order) => ({
  storeId: order.storeId,
  orderId: order.id,
  buyerId: order.buyerId as Id<'Account'>,
  paymentId: engine.newId<'Payment'>(),
})

/** An account's balances: charged, granted, held. */
export async function walletOf(engine: Engine, accountId: Id<'Account'>): Promise<number[]> {
  const wallet = await readWallet(engine.house, accountId, 'KRW')
  return [wallet?.charged ?? 0, wallet?.granted ?? 0, wallet?.held ?? 0]
}

export async function walletIdOf(engine: Engine, accountId: Id<'Account'>): Promise<Id<'Wallet'>> {
  const wallet = await readWallet(engine.house, accountId, 'KRW')
  return wallet?.id ?? engine.newId()
}

/** The balance of a book without a row: the sum of its entries. */
export async function worthOf(engine: Engine, book: string, storeId: string): Promise<number> {
  const { worth } = await engine.house.one<{ worth: number }>(sql`
    select coalesce(sum(amount), 0)::bigint as worth from entries
     where book = ${book} and store_id = ${storeId}
  `)
  return worth
}

/** Every invariant of the ledger holds. */
export async function expectBalanced(engine: Engine): Promise<void> {
  const violations: unknown[] = []
  for (const invariant of walletInvariants)
    for (const violation of await violationsOf(engine.house, invariant))
      violations.push([invariant.name, violation])
  expect(violations).toEqual([])
}
