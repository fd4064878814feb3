import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  expectSound,
  givenHeld,
  type Held,
  ledgerOf,
  PRICE,
  pass,
  press,
  start,
  tick,
} from '../../test/paying.ts'
import { gatewaysAt } from '../gateways/gateways.ts'
import { Problem } from '../kernel/problem.ts'
import { sql } from '../postgres/sql.ts'
import { type ReturnAsk, returnPayment } from './approve.ts'

// Fault injection: nearly a third of all calls fail, in every way, while forty buyers act. Then faults
// stop and buyers do nothing more: everything must settle by itself.

const BUYERS = 40
const PERCENT = 30
const seeds = ['gale', 'squall', 'typhoon']

/** Behavior of buyers, by turns. */
const ways = ['pays', 'cancels', 'vanishes', 'closes the tab', 'quits, then pays'] as const

async function weather({ sandboxUrl }: TestEngine, seed: string, percent: number) {
  const answer = await fetch(`${sandboxUrl}/storm`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ seed, percent }),
  })
  expect(answer.status).toBe(200)
}

/** Retries a failed start, five times at most. */
async function begin(engine: TestEngine, held: Held, gateway: string) {
  for (let time = 0; time < 5; time++) {
    const view = await start(engine, held, { gateway }).catch(onlyWeather)
    if (view?.redirectUrl) return view
  }
  return undefined
}

function onlyWeather(error: unknown): undefined {
  const isWindow = error instanceof TypeError || error instanceof SyntaxError
  if (!isWindow && !(error instanceof Problem)) throw error
}

/** Comes back from the window; a machine that is overloaded may answer that it is. */
const comeBack = (engine: TestEngine, back: ReturnAsk) =>
  returnPayment(engine, back).catch((error: unknown) => {
    if (!(error instanceof Problem && error.is.kind === 'unavailable')) throw error
  })

async function live(engine: TestEngine, held: Held, gateway: string, at: number): Promise<void> {
  const way = ways[at % ways.length]
  const view = await begin(engine, held, gateway)
  if (!view || way === 'vanishes') return
  if (way === 'quits, then pays') await comeBack(engine, await press(view, 'quit'))
  const again = way === 'quits, then pays' ? await begin(engine, held, gateway) : view
  if (!again) return
  const back = await press(again, 'pay')
  if (way === 'closes the tab') return
  await Promise.all([comeBack(engine, back), comeBack(engine, back)])
  if (way === 'cancels') await cancel(engine, held).catch(onlyWeather)
}

/** Final orders of these buyers, and all states of their payments. */
const ended = (engine: TestEngine, buyers: readonly Held[]) =>
  engine.database.rows<{ status: string; attempts: string[]; wentThrough: string[] }>(sql`
    select o.status,
           array(select p.state from payments p
                  where p.store_id = o.store_id and p.order_id = o.id order by attempt) as attempts,
           array(select e.state
                   from payments p
                   join payment_events e on e.store_id = p.store_id and e.payment_id = p.id
                  where p.store_id = o.store_id and p.order_id = o.id) as "wentThrough"
      from orders o where o.id = any(${buyers.map(({ order }) => order.id)}::uuid[])
  `)

/** Final states of the last attempt; the others captured nothing or were refunded. */
const lastOf: Readonly<Record<string, readonly string[]>> = {
  paid: ['fulfilled'],
  canceled: ['refunded', 'expired', 'declined', 'quit'],
  failed: ['refunded', 'expired', 'declined', 'quit'],
}
const names = gatewaysAt('http://127.0.0.1:1').map(({ name }) => name)

describe.concurrent.each(names)('with injected faults at %s', (gateway) => {
  let engine: TestEngine
  beforeAll(async () => {
    engine = await testEngine()
  })
  afterAll(() => engine.close())

  test.each(seeds)(
    '(%s) every order settles by itself, and the books agree',
    { concurrent: false, timeout: 120_000 },
    async (seed) => {
      const before = (await ledgerOf(engine)).sums.held
      const buyers: Held[] = []
      while (buyers.length < BUYERS) buyers.push(await givenHeld(engine))
      await weather(engine, seed, PERCENT)
      await Promise.all(buyers.map((held, at) => live(engine, held, gateway, at)))
      await pass(engine, 120)
      await weather(engine, seed, 0)
      await pass(engine, 1_000)
      for (const seconds of [3_600, 3_600, 86_400, 3_600]) {
        await engine.advance(seconds)
        await tick(engine)
      }

      const orders = await ended(engine, buyers)
      expect(orders).toHaveLength(BUYERS)
      for (const { status, attempts } of orders) {
        const [last, ...others] = [...attempts].reverse()
        if (last) expect(lastOf[status], `${status} after ${attempts}`).toContain(last)
        for (const other of others) expect(lastOf.failed).toContain(other)
      }
      const paid = orders.filter(({ status }) => status === 'paid')
      expect(paid.length).toBeGreaterThan(BUYERS / 5)
      expect((await ledgerOf(engine)).sums.held - before).toBe(paid.length * PRICE)
      // faults were injected
      const lost = orders.filter(
        ({ attempts, wentThrough }) =>
          attempts.length > 1 || wentThrough.some((state) => state.endsWith('-unknown')),
      )
      expect(lost.length).toBeGreaterThan(0)
      await expectSound(engine)
    },
  )
})
