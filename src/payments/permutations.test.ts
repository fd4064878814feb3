import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  expectSound,
  givenHeld,
  type Held,
  ledgerOf,
  merchantIdOf,
  PRICE,
  pass,
  press,
  start,
  tick,
} from '../../test/paying.ts'
import { gatewaysAt } from '../gateways/gateways.ts'
import { Problem } from '../kernel/problem.ts'
import { readNow } from '../postgres/now.ts'
import { busy } from '../postgres/rules.ts'
import { sql } from '../postgres/sql.ts'
import { type ReturnAsk, returnPayment } from './approve.ts'
import { compareBooks } from './compare.ts'
import * as queries from './queries.ts'
import { settleOne } from './reconcile.ts'
import type { Payment } from './rules.ts'
import { receiveWebhook } from './webhook-queries.ts'

// Events come in any order, and repeatedly: the buyer returns, a webhook arrives, the reconciler looks
// up, the buyer cancels, the order expires, somebody refunds in the gateway's console. Every
// permutation is tried: at one gateway of each kind all of them, at the others one of those that must end
// alike, so that no order of deciding events is left out anywhere; with TEST_PERMUTATIONS=all, everywhere all.

type Event = 'return' | 'webhook' | 'reconcile' | 'cancel' | 'expire' | 'console'

interface Run {
  readonly held: Held
  readonly gateway: string
  readonly back: ReturnAsk
  readonly events: readonly Event[]
}

/** Concurrent runs: more than one, so that they share transactions. */
const AT_ONCE = 16

const happen: Record<Event, (engine: TestEngine, run: Run) => Promise<unknown>> = {
  return: (engine, { back }) => returnPayment(engine, back),
  webhook: async (engine, run) => {
    const { reference } = await paymentOf(engine, run)
    const eventId = engine.newId()
    const heard = { eventId, kind: 'told', trust: 'unsigned', reference: reference ?? '' } as const
    const { now } = await readNow(engine.database)
    await receiveWebhook(engine.database, run.gateway, { is: 'hint', ...heard }, now)
    await reconcileNow(engine, run)
  },
  // a second process finds it settled
  reconcile: (engine, run) => Promise.all([reconcileNow(engine, run), reconcileNow(engine, run)]),
  cancel: (engine, { held }) => cancel(engine, held, engine.newId()).catch(onlyRefusals),
  expire: (engine, { held }) =>
    engine.database.run(
      sql`update orders set expires_at = now() - interval '1 second'
           where store_id = ${held.storeId} and id = ${held.order.id}`,
    ),
  console: async (engine, run) => {
    const payment = await atGateway(engine, run)
    if (!payment || payment.approvals.length === 0) return
    await fetch(`${engine.sandboxUrl}/console/${run.gateway}/${payment.id}/cancel`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
  },
}

async function paymentOf({ database }: TestEngine, { held, back }: Run): Promise<Payment> {
  const payment = await queries.readPayment(database, held.storeId, back.paymentId)
  if (!payment) throw new Error('the payment is gone')
  return payment
}

/** Reconciles this payment, and awaits it. */
const reconcileNow = async (engine: TestEngine, run: Run) =>
  settleOne(engine, { ...(await paymentOf(engine, run)), isSessionOver: false })

function onlyRefusals(error: unknown): void {
  if (!(error instanceof Problem) || isBusy(error)) throw error
}

/** On a slow machine, another may hold the payment for too long: nothing happened, so ask again. */
const unlessBusy = <Answer>(work: () => Promise<Answer>): Promise<Answer> =>
  work().catch((error) => {
    if (!isBusy(error)) throw error
    return unlessBusy(work)
  })

const isBusy = (error: unknown): boolean => error instanceof Problem && error.type === busy.type

/** The gateway's record of a run's payment, by any of its references. */
async function atGateway(engine: TestEngine, { back, held }: Run) {
  const merchantId = await merchantIdOf(engine, { id: back.paymentId })
  for (const number of [merchantId, held.order.number]) {
    const { payments } = await ledgerOf(engine, { order: { number } })
    const [payment] = payments.filter(({ approvals }) => approvals.length > 0)
    if (payment) return payment
  }
  return undefined
}

async function runAll(engine: TestEngine, gateway: string, orders: readonly (readonly Event[])[]) {
  const runs: Run[] = []
  let next = 0
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < orders.length) {
        const events = orders[next++] as readonly Event[]
        const held = await givenHeld(engine)
        const back = await press(await start(engine, held, { gateway }), 'pay')
        const run = { held, gateway, back, events }
        for (const event of events) await unlessBusy(() => happen[event](engine, run))
        runs.push(run)
      }
    }),
  )
  await tick(engine)
  await pass(engine, 60)
  for (const seconds of [3_700, 86_400]) {
    await engine.advance(seconds)
    await tick(engine)
  }
  await compareBooks(engine)
  await tick(engine)
  return runs
}

/** The end of a run: order, payment, and the gateway's record. */
async function endOf(engine: TestEngine, run: Run) {
  const { back } = run
  const ours = await engine.database.one<{ order: string; payment: string; remaining: number }>(sql`
    select o.status as order, p.state as payment, pl.remaining
      from payments p
      join orders o on o.store_id = p.store_id and o.id = p.order_id
      join order_lines l on l.store_id = o.store_id and l.order_id = o.id
      join places pl on pl.store_id = o.store_id and pl.id = l.place_id
     where p.id = ${back.paymentId}
  `)
  const payment = await atGateway(engine, run)
  const taken = payment?.approvals.reduce((sum, { amount }) => sum + amount, 0) ?? 0
  return { ...ours, held: taken - (payment?.refunded ?? 0) }
}

/** All distinct permutations. */
function permutationsOf(events: readonly Event[]): Event[][] {
  if (events.length === 0) return [[]]
  return [...new Set(events)].flatMap((first) => {
    const rest = [...events]
    rest.splice(rest.indexOf(first), 1)
    return permutationsOf(rest).map((others) => [first, ...others])
  })
}

const approveModes = gatewaysAt('http://127.0.0.1:1', { isReached: false }).map(
  ({ name, approveMode }) => ({ name, isAuto: approveMode === 'auto' }),
)

const isWhole = approveModes.map(
  ({ isAuto }, at) =>
    process.env.TEST_PERMUTATIONS === 'all' ||
    approveModes.findIndex((other) => other.isAuto === isAuto) === at,
)

/** One of those with the same deciding events: the first at one gateway, the last at the next. */
function onePerEnd(orders: readonly (readonly Event[])[], isAuto: boolean, at: number) {
  const alike = Map.groupBy(orders, (events) => decidingEvents(events, isAuto))
  return [...alike.values()].map((some) => some.at(at % 2 === 0 ? 0 : -1) as readonly Event[])
}

describe.each(approveModes.map((mode, at) => ({ ...mode, at })))(
  'at $name',
  ({ name, isAuto, at }) => {
    let engine: TestEngine
    beforeAll(async () => {
      engine = await testEngine()
    })
    afterAll(() => engine.close())

    test('return, webhook and look-up, twice each in every order, end paid', async () => {
      const twice: Event[] = ['return', 'webhook', 'reconcile', 'return', 'webhook', 'reconcile']
      for (const run of await runAll(engine, name, permutationsOf(twice)))
        expect([run.events, await endOf(engine, run)]).toEqual([
          run.events,
          { order: 'paid', payment: 'fulfilled', remaining: 0, held: PRICE },
        ])
      await expectSound(engine)
    }, 120_000)

    test('all six events in every order end as their deciding events determine', async () => {
      const six: Event[] = ['return', 'webhook', 'reconcile', 'cancel', 'expire', 'console']
      const ends = new Map<string, string>()
      const all = permutationsOf(six)
      for (const run of await runAll(
        engine,
        name,
        isWhole[at] ? all : onePerEnd(all, isAuto, at),
      )) {
        const end = await endOf(engine, run)
        const isPaid = end.order === 'paid' && end.payment === 'fulfilled'
        expect([run.events, end.held]).toEqual([run.events, isPaid ? PRICE : 0])
        if (end.order !== 'paid' && end.payment !== 'needs-review')
          expect([run.events, end.remaining]).toEqual([run.events, 1])
        const decides = decidingEvents(run.events, isAuto)
        expect([decides, ends.get(decides) ?? JSON.stringify(end)]).toEqual([
          decides,
          JSON.stringify(end),
        ])
        ends.set(decides, JSON.stringify(end))
      }
      await expectSound(engine)
    }, 300_000)
  },
)

/**
 * Runs with equal deciding events must end alike: the order of commands, and the first look-up that
 * finds the payment between them. If our approval captures, only the buyer's return does; if the
 * gateway charges by itself, any look-up finds it.
 */
function decidingEvents(events: readonly Event[], isAuto: boolean): string {
  const looks: readonly Event[] = ['return', 'webhook', 'reconcile']
  const named = events.map((event) =>
    looks.includes(event) && (isAuto || event !== 'return') ? 'look' : event,
  )
  return named.filter((event, at) => event !== named[at - 1]).join(' ')
}
