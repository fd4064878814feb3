import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestEngine, testEngine } from '../../test/engine.ts'
import { givenHeld, type Held, PRICE } from '../../test/paying.ts'
import { sql } from '../postgres/sql.ts'
import { edges, mayMove, type PaymentState } from './rules.ts'

// The trigger `payments_move` is the pair of `edges`: each must refuse what the other refuses.

let engine: TestEngine
let held: Held
beforeAll(async () => {
  engine = await testEngine()
  held = await givenHeld(engine)
})
afterAll(() => engine.close())

const states = Object.keys(edges) as PaymentState[]
const rolledBack = new Error('rolled back')

/** Moves a real row from one state to another; nothing of it is kept. */
const moved = (from: PaymentState, to: PaymentState): Promise<boolean> =>
  engine.database
    .transaction(async (tx) => {
      const id = engine.newId<'Payment'>()
      await tx.run(sql`
        insert into payments (store_id, id, order_id, attempt, gateway, state, amount, currency,
                              device, created_at, changed_at)
        values (${held.storeId}, ${id}, ${held.order.id}, 1, 'kakaopay', ${from}, ${PRICE}, 'KRW',
                'mobile', now(), now())
      `)
      await tx.run(sql`
        update payments set state = ${to} where store_id = ${held.storeId} and id = ${id}
      `)
      throw rolledBack
    })
    .catch((error) => {
      if (error === rolledBack) return true
      expect(error).toMatchObject({ code: '23514', constraint: 'payments_move' })
      return false
    })

test.each(states)('the database lets a payment leave %s along its edges only', async (from) => {
  const allowed: PaymentState[] = []
  for (const to of states) if (await moved(from, to)) allowed.push(to)
  expect(allowed).toEqual(states.filter((to) => mayMove(from, to)))
})

test('a payment that was refunded cannot become paid again, whoever writes it', async () => {
  await expect(moved('refunded', 'fulfilled')).resolves.toBe(false)
})
