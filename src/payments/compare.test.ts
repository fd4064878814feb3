import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { givenHeld, ledgerOf, pass, pay, standing, tick } from '../../test/paying.ts'
import { sql } from '../postgres/sql.ts'
import { compareBooks } from './compare.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

const cancelAtConsole = async (id: string, body: object = {}) => {
  const answer = await fetch(`${engine.sandboxUrl}/console/kakaopay/${id}/cancel`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(200)
}

test('a refund without our request is found within a day, and goes to review', async () => {
  const [untouched, canceled] = [await givenHeld(engine), await givenHeld(engine)]
  await pay(engine, untouched)
  await pay(engine, canceled)
  await compareBooks(engine)
  await tick(engine)
  const { payments } = await ledgerOf(engine, canceled)
  await cancelAtConsole(payments[0]?.id ?? '', { why: 'chargeback' })

  expect(await compareBooks(engine)).toBe(0) // a day has not passed
  await pass(engine, 86_400 / 240)
  await engine.advance(86_400)
  expect(await compareBooks(engine)).toBeGreaterThan(0)
  await tick(engine)
  expect(await standing(engine, canceled)).toMatchObject({
    status: 'paid',
    attempts: ['needs-review'],
    reasons: ['refunded-elsewhere'],
  })
  expect(await standing(engine, untouched)).toMatchObject({ attempts: ['fulfilled'] })
})

test('a payment that matches its gateway is looked up once a day only', async () => {
  const held = await givenHeld(engine)
  await pay(engine, held)
  await engine.advance(86_400)
  await compareBooks(engine)
  await tick(engine)
  const { waiting } = await engine.database.one<{ waiting: number }>(
    sql`select count(*)::integer as waiting from payments where check_at is not null`,
  )
  expect(waiting).toBe(0)
})

test('of two processes one compares: the comparison is leased', async () => {
  await engine.advance(86_400)
  const found = await Promise.all([compareBooks(engine), compareBooks(engine)])
  expect(found.filter((count) => count > 0)).toHaveLength(1)
})
