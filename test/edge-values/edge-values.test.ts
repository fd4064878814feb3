import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectCleanAudit } from '../audited.ts'
import { type TestEngine, testEngine } from '../engine.ts'
import { sendEdgeValues } from './send.ts'

/** `npm run edge-values` sends 100,000. */
const COUNT = 1_500

let engine: TestEngine
beforeAll(async () => {
  engine = await testEngine()
})
afterAll(() => engine.close())

test('edge values in every part of every request get declared answers, and never a 5xx', async () => {
  const { faults, byStatus } = await sendEdgeValues(engine, {
    seed: 20_261_129,
    from: 0,
    count: COUNT,
  })
  expect(faults).toEqual([])
  expect(byStatus.get(200)).toBeGreaterThan(COUNT / 10)
  await expectCleanAudit(engine)
}, 120_000)
