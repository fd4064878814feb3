import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  expectSound,
  givenHeld,
  type Held,
  PRICE,
  pass,
  pay,
  press,
  standing,
  start,
  tick,
} from '../../test/paying.ts'
import { makeEngine } from '../engine.ts'
import { frontDoors } from '../front-doors/index.ts'
import { gatewaysAt } from '../gateways/gateways.ts'
import { sql } from '../postgres/sql.ts'
import { inTransaction } from '../postgres/transaction.ts'
import { closeAndLookUp, lookUp, type ReturnAsk, returnPayment } from './approve.ts'
import { compareBooks } from './compare.ts'
import { gatewayCases, moneyOf, operationFor, plantFor, waitingFaults } from './faults.fixture.ts'
import type { Gateway } from './gateway.ts'
import { readPayment } from './queries.ts'
import { reconcileAt } from './reconcile.ts'
import { sendRefund } from './refund.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(async () => {
  await expectSound(engine)
  await engine.close()
})

/** The engine with these gateways. */
const withGateways = (gateways: readonly Gateway[]): TestEngine => ({
  ...engine,
  ...makeEngine({ ...engine, doors: frontDoors, gateways }),
})

// Not timed: what must not wait completes while no hanging call has been answered, and more calls hang
// than there are connections.

const HANGING = 64
const OTHERS = 16

/** Delay of hanging replies. */
const FOREVER_MS = 600_000

/** A transport that can be cut to end hanging calls. */
function hangableGateways() {
  const wire = new AbortController()
  const through: typeof fetch = (input, init) => {
    const signals = [wire.signal, ...(init?.signal ? [init.signal] : [])]
    return fetch(input, { ...init, signal: AbortSignal.any(signals) })
  }
  const told = { timeoutMs: FOREVER_MS, isReached: false }
  const hanging = gatewaysAt(engine.sandboxUrl, { ...told, fetch: through })
  return { wire, hanging }
}

/** One gateway behind a transport of its own. */
function worldWhere(name: string) {
  const { wire, hanging } = hangableGateways()
  const all = [...engine.gateways.values()].map(
    (gateway) => hanging.find((one) => one.name === name && gateway.name === name) ?? gateway,
  )
  return { wire, world: withGateways(all) }
}

/** Used connections and idle open transactions. */
async function busy({ database }: TestEngine) {
  const { open } = await database.one<{ open: number }>(sql`
    select count(*)::integer as open from pg_stat_activity
     where datname = current_database() and state like 'idle in transaction%'
  `)
  return { connections: database.pool.totalCount - database.pool.idleCount, open }
}

const many = <Made>(count: number, make: (at: number) => Promise<Made>): Promise<Made[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)))

const hangs = gatewayCases.filter((gatewayCase) => operationFor(gatewayCase, 'approve'))

describe.each(hangs)('while 64 approvals hang at $gateway', (gatewayCase) => {
  const { gateway } = gatewayCase
  const other = gateway === 'toss' ? 'kakaopay' : 'toss'
  const lost = gatewayCases.find((one) => one.gateway === other) ?? gatewayCase

  test('claims, purchases and the reconciler of another gateway complete', async () => {
    const { wire, world } = worldWhere(gateway)
    expect(HANGING).toBeGreaterThan(world.database.pool.options.max)
    const stuck = await many(HANGING, async () => {
      const held = await givenHeld(world)
      const view = await start(world, held, { gateway })
      const hang = { fault: 'slow', delayMs: FOREVER_MS } as const
      const operation = operationFor(gatewayCase, 'approve') ?? ''
      await plantFor(world, gatewayCase, held, view, { operation, ...hang })
      return { held, back: await press(view, 'pay') }
    })
    let answered = 0
    const returning = stuck.map(({ back }) =>
      returnPayment(world, back).finally(() => {
        answered++
      }),
    )
    await vi.waitFor(async () => expect(await waitingFaults(world)).toEqual([]), 30_000)
    expect(await busy(world)).toEqual({ connections: 0, open: 0 })

    const bought = await many(OTHERS, async () =>
      pay(world, await givenHeld(world), { gateway: other }),
    )
    for (const payment of bought) expect(payment).toMatchObject({ state: 'fulfilled' })

    const unknown = await many(OTHERS, async () => {
      const held = await givenHeld(world)
      const view = await start(world, held, { gateway: other })
      const operation = operationFor(lost, 'approve') ?? ''
      await plantFor(world, lost, held, view, { operation, fault: 'reset-after' })
      const look = operationFor(lost, 'lookup') ?? ''
      await plantFor(world, lost, held, view, { operation: look, fault: 'reset-before' })
      await returnPayment(world, await press(view, 'pay'))
      return held
    })
    for (const held of unknown)
      expect((await standing(world, held)).attempts).toEqual(['approve-unknown'])
    await hangLooks(world, stuck)
    await world.advance(30)
    let isLookedAt = false
    const looking = reconcileAt(world, gateway).finally(() => {
      isLookedAt = true
    })
    while ((await reconcileAt(world, other)) > 0);
    for (const held of unknown)
      expect((await standing(world, held)).attempts).toEqual(['fulfilled'])

    expect({ answered, isLookedAt }).toEqual({ answered: 0, isLookedAt: false })
    wire.abort()
    await Promise.allSettled([...returning, looking])
    await clearFaults()
    await pass(engine, 200)
    for (const { held } of stuck) {
      expect(await standing(engine, held)).toMatchObject({
        status: 'paid',
        attempts: ['fulfilled'],
      })
    }
    const [first] = stuck
    if (first)
      expect(await moneyOf(engine, first.held)).toMatchObject({ approvals: 1, held: PRICE })
  })

  /** Their look-ups hang too. */
  const hangLooks = (
    world: TestEngine,
    stuck: readonly { readonly held: Held; readonly back: ReturnAsk }[],
  ) =>
    Promise.all(
      stuck.map(({ held, back }) =>
        plantFor(
          world,
          gatewayCase,
          held,
          { id: back.paymentId },
          {
            operation: operationFor(gatewayCase, 'lookup') ?? '',
            fault: 'slow',
            delayMs: FOREVER_MS,
          },
        ),
      ),
    )
  const clearFaults = () => fetch(`${engine.sandboxUrl}/faults`, { method: 'DELETE' })
})

const operations = ['prepare', 'approve', 'lookup', 'cancel', 'close', 'list'] as const
type Operation = (typeof operations)[number]

describe('no gateway is called while a transaction is open', () => {
  /** Gateways that record calls, and whether a transaction was open. */
  function watched() {
    const asked: { gateway: string; operation: Operation; isOpen: boolean }[] = []
    const watch = (gateway: Gateway): Gateway => {
      const { name } = gateway
      const seen = operations.flatMap((operation) => {
        const real = gateway[operation] as ((ask: never) => Promise<unknown>) | undefined
        if (!real) return []
        const call = (ask: never) => {
          asked.push({ gateway: name, operation, isOpen: inTransaction() })
          return real(ask)
        }
        return [[operation, call]]
      })
      return { ...gateway, ...Object.fromEntries(seen) }
    }
    return { asked, world: withGateways([...engine.gateways.values()].map(watch)) }
  }

  test('in all flows, at every gateway, with each of its operations', async () => {
    const { asked, world } = watched()
    for (const { gateway } of gatewayCases) {
      const [paid, dropped] = [await givenHeld(world), await givenHeld(world)]
      await pay(world, paid, { gateway })
      await cancel(world, paid)
      await start(world, dropped, { gateway })
      await cancel(world, dropped)
    }
    await pass(world, 120)
    await world.advance(86_400)
    await compareBooks(world)
    await tick(world)

    expect(asked.filter(({ isOpen }) => isOpen)).toEqual([])
    const known = new Set(asked.map(({ gateway, operation }) => `${gateway} ${operation}`))
    for (const gateway of world.gateways.values())
      for (const operation of operations)
        if (gateway[operation] && !(gateway.approveMode === 'auto' && operation === 'approve'))
          expect(known).toContain(`${gateway.name} ${operation}`)
  })

  /** Triggers each operation, given a payment ready for it. */
  const asks: Record<Operation, (world: TestEngine) => Promise<() => Promise<unknown>>> = {
    prepare: async (world) => {
      const held = await givenHeld(world)
      return () => start(world, held, { gateway })
    },
    approve: async (world) => {
      const back = await press(await start(world, await givenHeld(world), { gateway }), 'pay')
      return () => returnPayment(world, back)
    },
    lookup: async (world) => {
      const payment = await paymentOf(world)
      return () => lookUp(world, payment)
    },
    cancel: async (world) => {
      const held = await givenHeld(world)
      const view = await start(world, held, { gateway })
      await returnPayment(world, await press(view, 'pay'))
      await plantFor(world, { gateway }, held, view, { operation: 'refund', fault: 'reset-before' })
      await cancel(world, held)
      const payment = await readPayment(world.database, held.storeId, view.id)
      if (!payment) throw new Error('the payment is gone')
      return () => sendRefund(world, payment)
    },
    close: async (world) => {
      const payment = await paymentOf(world)
      return () => closeAndLookUp(world, payment)
    },
    list: async (world) => {
      await world.advance(86_400)
      return () => compareBooks(world).catch(({ errors: [first] }) => Promise.reject(first.cause))
    },
  }
  const gateway = 'stripe' // it has them all
  const paymentOf = async (world: TestEngine) => {
    const held = await givenHeld(world)
    const { id } = await start(world, held, { gateway })
    const payment = await readPayment(world.database, held.storeId, id)
    if (!payment) throw new Error('the payment is gone')
    return payment
  }

  test.each(operations)('%s inside one is refused before anything is sent', async (operation) => {
    const { asked, world } = watched()
    const ask = await asks[operation](world)
    asked.length = 0
    await expect(world.database.transaction(ask)).rejects.toThrow(
      /^[a-z0-9-]+ was called inside a transaction$/,
    )
    expect(asked).toEqual([])
    if (operation === 'list') return // it is the next day's
    await pass(world, 120) // what was refused has been written down, and is done
    await ask()
    expect(asked.map((one) => one.operation)).toContain(operation)
  })
})
