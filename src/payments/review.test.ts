import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import {
  cancel,
  expectSound,
  givenHeld,
  type Held,
  pass,
  plant,
  press,
  standing,
  start,
  wired,
} from '../../test/paying.ts'
import { returnPayment } from './approve.ts'

// What the gateway says does not fit what we asked for: a person has to look, and until then the
// order is neither fulfilled nor charged again.

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterEach(() => expectSound(engine))
afterAll(() => engine.close())

interface Answer {
  readonly amount: object
}

const lies: readonly [string, (answer: Answer) => object][] = [
  ['reference', (answer) => ({ ...answer, tid: 'T0000000000000000000' })],
  ['orderNumber', (answer) => ({ ...answer, partner_order_id: '20260101000000-ANOTHER1' })],
  ['buyer', (answer) => ({ ...answer, partner_user_id: 'somebody-else' })],
  ['amount', (answer) => ({ ...answer, amount: { ...answer.amount, total: 12_400 } })],
  ['taxFree', (answer) => ({ ...answer, amount: { ...answer.amount, tax_free: 100 } })],
]

/** The same engine with a wire that changes what one operation answers. */
const lyingAt = (operation: string, lie: (answer: Answer) => object) =>
  wired(engine, async (input, init) => {
    const response = await fetch(input, init)
    if (!`${input}`.endsWith(`/${operation}`)) return response
    return Response.json(lie((await response.json()) as Answer), { status: response.status })
  })

async function expectFrozen(held: Held): Promise<void> {
  const frozen = { status: 'ready', line: 'held', attempts: ['needs-review'], pinned: true }
  expect(await standing(engine, held)).toMatchObject(frozen)
  await expect(start(engine, held)).rejects.toMatchObject({ type: 'payment-in-progress' })
  await expect(cancel(engine, held)).rejects.toMatchObject({ type: 'payment-in-progress' })
  await pass(engine, 700)
  expect(await standing(engine, held)).toMatchObject({ ...frozen, remaining: 0 })
}

test.each(lies)('an approval whose %s differs goes to a person', async (name, lie) => {
  const held = await givenHeld(engine)
  const back = await press(await start(engine, held), 'pay')
  expect(await returnPayment(lyingAt('approve', lie), back)).toMatchObject({
    state: 'needs-review',
    reason: `differs: ${name}`,
    approved: null,
  })
  await expectFrozen(held)
})

test.each(lies)('a lookup whose %s differs goes to a person', async (name, lie) => {
  const held = await givenHeld(engine)
  const back = await press(await start(engine, held), 'pay')
  await plant(engine, held, { operation: 'approve', fault: 'reset-after' })
  expect(await returnPayment(lyingAt('order', lie), back)).toMatchObject({
    state: 'needs-review',
    reason: `differs: ${name}`,
  })
  await expectFrozen(held)
})
