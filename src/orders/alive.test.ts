import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { later } from '../kernel/time.ts'
import { type Sql, sql } from '../postgres/sql.ts'
import * as alive from './alive.ts'
import * as rules from './rules.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const deadline = new Date('2026-11-21T10:10:00Z')
const states: readonly Partial<rules.Order>[] = [
  { status: 'ready', pinnedAt: null },
  { status: 'ready', pinnedAt: later(deadline, -1) },
  { status: 'paid', pinnedAt: null, paidAt: deadline },
  { status: 'failed', pinnedAt: null, failure: 'expired' },
  { status: 'canceled', pinnedAt: null, paidAt: null },
  { status: 'canceled', pinnedAt: null, paidAt: deadline },
]
const instants = [later(deadline, -0.001), deadline, later(deadline, 0.001)]
const cases = states.flatMap((state) =>
  instants.map((now) => ({ order: { ...state, expiresAt: deadline } as rules.Order, now })),
)

test.each(cases)('SQL says of an order what TypeScript says of it (%#)', async ({ order, now }) => {
  const say = async <Answer>(what: Sql) => {
    const { said } = await engine.database.one<{ said: Answer }>(sql`
      select ${what} as said
        from (select ${order.status}::text as status, ${order.pinnedAt}::timestamptz as pinned_at,
                     ${order.paidAt ?? null}::timestamptz as paid_at,
                     ${order.expiresAt}::timestamptz as expires_at) as o
    `)
    return said
  }
  const isAlive = rules.isAlive(order, now)
  const { status } = rules.asOf(order, now)
  expect(await say(alive.isAlive(now))).toBe(isAlive)
  expect(await say(alive.isDead(now))).toBe(order.status === 'ready' && !isAlive)
  expect(await say(alive.statusAt(now))).toBe(status)
  expect(await say(alive.isBooked(now))).toBe(status !== 'failed' && (isAlive || !!order.paidAt))
})
