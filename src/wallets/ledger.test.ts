import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import type { Id } from '../kernel/id.ts'
import { Problem } from '../kernel/problem.ts'
import type { Order } from '../orders/rules.ts'
import { sql, type Tx } from '../postgres/sql.ts'
import { chargeIn, unchargeIn } from './charge.ts'
import { PLATFORM_STORE } from './charge-rules.ts'
import * as rules from './rules.ts'
import { captureIn, holdIn, refundIn, releaseIn } from './spends/hold.ts'
import * as spends from './spends/rules.ts'
import { spend } from './spends/spend.ts'
import {
  expectBalanced,
  give,
  givenOrders,
  givenOwner,
  PRICE,
  walletIdOf,
} from './wallet.fixture.ts'
import { write } from './write.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const run = <Answer>(work: (tx: Tx) => Promise<Answer>) => engine.database.transaction(work)

const ways = [
  'charge',
  'uncharge',
  'grant',
  'take',
  'hold',
  'capture',
  'release',
  'refund',
] as const
const step = fc.record({
  way: fc.constantFrom(...ways),
  amount: fc.integer({ min: 1, max: 30_000 }),
  /** Index of an earlier payment, modulo their number. */
  which: fc.nat(20),
})

const cause = { operationKey: 'k', storeId: 's', orderId: 'o', paymentId: 'p', gateway: 'g' }

/** Applies the rules to one step; the last three need a spend. */
function decide(
  way: (typeof ways)[number],
  wallet: rules.Wallet,
  amount: number,
  one: spends.Spend | undefined,
): (rules.Posted & { spend?: spends.Spend }) | Problem | undefined {
  switch (way) {
    case 'charge':
      return rules.charge(wallet, cause, amount)
    case 'uncharge':
      return rules.uncharge(wallet, cause, amount, amount)
    case 'grant':
      return rules.grant(wallet, cause, amount)
    case 'take':
      return spends.take(wallet, 'spend', cause, amount)
    case 'hold':
      return spends.take(wallet, 'hold', cause, amount)
    case 'capture':
      return one && spends.capture(wallet, one, cause)
    case 'release':
      return one && spends.release(wallet, one, cause)
    case 'refund':
      return one && spends.refund(wallet, one, cause, amount)
  }
}

test('for any decisions: transfers sum to zero, no balance is negative, no won is lost', () => {
  const empty = {
    id: 'w',
    currency: 'KRW',
    charged: 0,
    granted: 0,
    held: 0,
    owed: 0,
    unclaimed: 0,
    wayBack: null,
    entries: 0,
  } as const
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let wallet: rules.Wallet = empty
      const known: spends.Spend[] = []
      const books = new Map<string, number>()
      for (const { way, amount, which } of steps) {
        const at = known.length > 0 ? which % known.length : 0
        const posted = decide(way, wallet, amount, known[at])
        if (!posted || posted instanceof Problem) continue
        wallet = posted.wallet
        const isNew = way === 'take' || way === 'hold'
        if (posted.spend) known.splice(isNew ? known.length : at, isNew ? 0 : 1, posted.spend)
        for (const entry of posted.transfer.entries) {
          books.set(entry.book, (books.get(entry.book) ?? 0) + entry.amount)
          if (entry.walletId) expect(entry.balance).toBe(books.get(entry.book))
          expect(entry.balance ?? 0).toBeGreaterThanOrEqual(0)
        }
        expect([...books.values()].reduce((sum, worth) => sum + worth, 0)).toBe(0)
      }
      for (const book of ['charged', 'granted', 'held'] as const)
        expect(wallet[book]).toBe(books.get(book) ?? 0)
      // Undoing everything restores each balance.
      for (const one of known) {
        const left = one.charged + one.granted - one.refundedCharged - one.refundedGranted
        const undone =
          one.state === 'held'
            ? spends.release(wallet, one, cause)
            : one.state === 'captured' && left > 0 && spends.refund(wallet, one, cause, left)
        if (undone && !(undone instanceof Problem)) wallet = undone.wallet
      }
      expect([wallet.charged, wallet.granted, wallet.held]).toEqual([
        0 - (books.get('clearing') ?? 0),
        0 - (books.get('promotion') ?? 0),
        0,
      ])
    }),
    { numRuns: 500 },
  )
})

test('random concurrent histories of two wallets keep every invariant', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(step, fc.nat(1), fc.nat(5)), { minLength: 10, maxLength: 40 }),
      async (steps) => {
        const owners = await Promise.all([
          givenOwner(engine, { charged: 2 * PRICE }),
          givenOwner(engine, { granted: 2 * PRICE }),
        ])
        const orders = await Promise.all(
          owners.map((owner) => givenOrders(engine, owner, { count: 6 })),
        )
        const payments = orders.map((list) => list.map(() => engine.newId<'Payment'>()))
        await Promise.all(
          steps.map(([{ way, amount }, who, which], at) => {
            const order = orders[who]?.[which] as Order
            const paymentId = payments[who]?.[which] as Id<'Payment'>
            return act(way, owners[who] as Id<'Account'>, order, paymentId, amount, at)
          }),
        )
      },
    ),
    { numRuns: 12 },
  )
  await expectBalanced(engine)
})

/** One step of a history. Problems and constraint violations are expected. */
async function act(
  way: (typeof ways)[number],
  accountId: Id<'Account'>,
  { storeId, id: orderId }: Order,
  paymentId: Id<'Payment'>,
  amount: number,
  at: number,
): Promise<unknown> {
  const operationKey = `${way} ${paymentId} ${at % 3}`
  const walletId = await walletIdOf(engine, accountId)
  const ref = { storeId, orderId, paymentId, walletId, operationKey }
  const charge = { ...ref, storeId: PLATFORM_STORE, gateway: 'kakaopay', amount }
  const operations = {
    charge: () => run((tx) => chargeIn(tx, { ...charge, accountId, currency: 'KRW' })),
    uncharge: () => run((tx) => unchargeIn(tx, charge)),
    grant: () => give(engine, accountId, amount),
    take: () => spend(engine, { storeId, orderId, buyerId: accountId, paymentId }),
    hold: () => run((tx) => holdIn(tx, { ...ref, accountId, amount, currency: 'KRW' })),
    capture: () => run((tx) => captureIn(tx, ref)),
    release: () => run((tx) => releaseIn(tx, ref)),
    refund: () => run((tx) => refundIn(tx, { ...ref, amount })),
  }
  return operations[way]().catch((error: Error) => {
    const expected = error instanceof Problem || / was a /.test(error.message)
    if (!expected && !(error as { constraint?: string }).constraint) throw error
  })
}

test('the database refuses entries that do not sum to zero or have no transfer', async () => {
  const accountId = await givenOwner(engine, { charged: PRICE })
  const wallet = await engine.database.one<rules.Wallet>(
    sql`select id, currency, charged, granted, held, entries from wallets
         where account_id = ${accountId}`,
  )
  const { transfer, ...posted } = rules.grant(wallet, { operationKey: 'crooked' }, 500)
  const crooked = { ...transfer, entries: transfer.entries.slice(1) }
  await expect(run((tx) => write(tx, [{ ...posted, transfer: crooked }]))).rejects.toMatchObject({
    constraint: 'entries_sum_to_zero',
  })
  const added = engine.database.run(sql`
    insert into entries (transfer_id, seq, book, amount)
    select max(id), 9, 'promotion', 500 from transfers
  `)
  await expect(added).rejects.toMatchObject({ constraint: 'entries_sum_to_zero' })
  const ofNothing = engine.database.run(sql`
    insert into entries (transfer_id, seq, book, amount)
    values (1000000, 1, 'promotion', 500), (1000000, 2, 'promotion', -500)
  `)
  await expect(ofNothing).rejects.toMatchObject({ constraint: 'entries_sum_to_zero' })
  await expectBalanced(engine)
})

test('the database refuses a negative balance, in the wallet and in its entries', async () => {
  const accountId = await givenOwner(engine, { charged: PRICE })
  for (const [book, constraint] of [
    ['charged', 'wallets_charged_not_negative'],
    ['granted', 'wallets_granted_not_negative'],
    ['held', 'wallets_held_not_negative'],
  ] as const) {
    const less = sql`update wallets set charged = charged - ${book === 'charged' ? PRICE + 1 : 0},
                       granted = granted - ${book === 'granted' ? 1 : 0},
                       held = held - ${book === 'held' ? 1 : 0} where account_id = ${accountId}`
    await expect(engine.database.run(less)).rejects.toMatchObject({ constraint })
  }
  const entry = engine.database.run(sql`
    insert into entries (transfer_id, seq, book, amount, wallet_id, number, balance)
    select (select max(id) from transfers), 9, 'granted', -1, id, 99, -1
      from wallets where account_id = ${accountId}
  `)
  await expect(entry).rejects.toMatchObject({ constraint: 'entries_never_negative' })
})

test('the ledger is append-only', async () => {
  await givenOwner(engine, { charged: PRICE })
  for (const change of [
    sql`update entries set amount = amount + 1`,
    sql`delete from entries`,
    sql`update transfers set amount = amount + 1`,
    sql`delete from transfers`,
  ])
    await expect(engine.database.run(change)).rejects.toThrow('append-only')
})

test('a hundred concurrent retries of one charge credit it once', async () => {
  const accountId = await givenOwner(engine)
  const charge = {
    accountId,
    amount: PRICE,
    currency: 'KRW' as const,
    gateway: 'kakaopay',
    storeId: PLATFORM_STORE,
    orderId: engine.newId<'Order'>(),
    paymentId: engine.newId<'Payment'>(),
    operationKey: `charge ${accountId}`,
  }
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => run((tx) => chargeIn(tx, charge))),
  )
  expect(new Set(answers.map((answer) => (answer as rules.Wallet).charged))).toEqual(
    new Set([PRICE]),
  )
  await expectBalanced(engine)
})

test('a charge is refunded at most to what is unspent, and never beyond its amount', async () => {
  const accountId = await givenOwner(engine, { charged: PRICE, granted: PRICE })
  const ref = {
    gateway: 'kakaopay',
    storeId: PLATFORM_STORE,
    orderId: engine.newId<'Order'>(),
    paymentId: engine.newId<'Payment'>(),
  }
  const back = (amount: number, operationKey: string) =>
    run((tx) => unchargeIn(tx, { ...ref, amount, operationKey: `${operationKey} ${accountId}` }))
  const outcomeOf = (answer: unknown) => (answer instanceof Problem ? answer.type : 'done')
  expect(outcomeOf(await back(1, 'early'))).toBe('wallet-missing')
  const charge = { ...ref, accountId, amount: 5_000, currency: 'KRW' as const }
  await run((tx) => chargeIn(tx, { ...charge, operationKey: `charge ${accountId}` }))
  expect(outcomeOf(await back(5_001, 'more'))).toBe('charge-spent')
  const refunds = await Promise.all(['a', 'a', 'b', 'b'].map((key) => back(2_000, key)))
  expect(refunds.map(outcomeOf)).toEqual(['done', 'done', 'done', 'done'])
  expect(outcomeOf(await back(2_000, 'c'))).toBe('charge-spent')
  const [order] = (await givenOrders(engine, accountId, { price: 2 * PRICE })) as [Order]
  await spend(engine, {
    storeId: order.storeId,
    orderId: order.id,
    buyerId: accountId,
    paymentId: engine.newId(),
  })
  expect(await back(1_001, 'rest')).toMatchObject({ facts: { left: 1_000 } })
  expect(outcomeOf(await back(1_000, 'rest'))).toBe('done')
  await expectBalanced(engine)
})
