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

/**
 * Red means that some tests fail while others pass, so that a copy that cannot run at all is not
 * taken for red. That all pass with the guard, the run of the whole suite shows.
 */
test.each(guards)(
  'without $what, its tests are red',
  async (guard) => {
    const templateUrl = inject('templateUrl')
    const { failed, passed } = await copy.with(guard, () => copy.run(guard.suites, { templateUrl }))
    expect(failed).not.toEqual([])
    expect(passed).toBeGreaterThan(0)
  },
  240_000,
)
