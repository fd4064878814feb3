import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cancelLines } from '../src/payments/line-cancel.ts'
import { sql } from '../src/postgres/sql.ts'
import { type TestEngine, testEngine } from './engine.ts'
import { cancel, givenHeld, pay } from './paying.ts'

/** docs/events.md says what is published. */
let engine: TestEngine
let documented: Map<string, object>
beforeAll(async () => {
  engine = await testEngine()
  documented = new Map()
  const text = await readFile('docs/events.md', 'utf8')
  for (const [, heading = '', block = ''] of text.matchAll(/^## (.+?)$.*?```json\n(.*?)```/gms))
    for (const [, topic = ''] of heading.matchAll(/`([^`]+)`/g))
      documented.set(topic, JSON.parse(block))
})
afterAll(() => engine.close())

const documentOf = (topic: string) =>
  documented.get(topic.startsWith('payment.') ? 'payment.<state>' : topic)

test('the bodies of events are as documented, with amounts and currency and nothing personal', async () => {
  const paid = await givenHeld(engine)
  await pay(engine, paid)
  await cancel(engine, paid)
  const cart = await givenHeld(engine, { lines: [{ key: 'mug', quantity: 2, unitPrice: 5_000 }] })
  await pay(engine, cart)
  const once = { scope: cart.buyerId, key: 'part', fingerprint: '' }
  const lines = cart.order.lines.map(({ placeId }) => ({ placeId, quantity: 1 }))
  const own = { buyerId: cart.buyerId, orderId: cart.order.id }
  await cancelLines(engine, { ...own, lines, once, answer: () => '' })
  const events = await engine.database.rows<{ topic: string; body: Record<string, unknown> }>(sql`
    select topic, body from outbox where topic not in ('place.changed', 'places.changed')
  `)
  const topics = new Set(events.map(({ topic }) => topic))
  for (const topic of ['orders.claimed', 'order.paid', 'order.canceled', 'order.given-back'])
    expect(topics).toContain(topic)
  for (const { topic, body } of events) {
    const known = documentOf(topic)
    expect([topic, Object.keys(body).sort()]).toEqual([topic, Object.keys(known ?? {}).sort()])
    for (const [name, value] of Object.entries(known ?? {}))
      expect([topic, name, typeof body[name]]).toEqual([topic, name, typeof value])
  }
  const [orderPaid] = events.filter(({ topic }) => topic === 'order.paid')
  expect(orderPaid?.body).toMatchObject({
    orderId: paid.order.id,
    status: 'paid',
    amount: paid.order.amount,
    currency: 'KRW',
    places: paid.order.lines.map(({ placeId, quantity }) => ({ placeId, quantity })),
  })
  const [canceled] = events.filter(({ topic }) => topic === 'order.canceled')
  expect(canceled?.body).toMatchObject({ orderId: paid.order.id, status: 'canceled' })
})
