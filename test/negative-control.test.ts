import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Copy, copyProduct } from './mutants/copy.ts'
import { guards } from './mutants/guards.ts'

/**
 * Negative control: a copy of the product with one lock or one check removed must fail the tests
 * that guard it. Many more are in `npm run mutants`.
 */
let copy: Copy
beforeAll(async () => {
  copy = await copyProduct()
})
afterAll(() => copy.remove())

test('the copy itself runs: its tests are green', async () => {
  const { failed, passed, broken } = await copy.run(['src/limits/rules.test.ts'], {
    templateUrl: inject('templateUrl'),
  })
  expect([failed, broken]).toEqual([[], []])
  expect(passed).toBeGreaterThan(0)
})

/** The first red test is enough. A file that cannot run at all is broken, not red. */
test.each(guards)(
  'without $what, its tests are red',
  async (guard) => {
    const ask = { templateUrl: inject('templateUrl'), bail: true }
    const { failed, broken } = await copy.with(guard, () => copy.run(guard.suites, ask))
    expect(failed).not.toEqual([])
    expect(broken).toEqual([])
  },
  240_000,
)
