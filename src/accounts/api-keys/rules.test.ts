import { expect, test } from 'vitest'
import { Problem } from '../../kernel/problem.ts'
import { freeSlot, KEYS_MOST, mayAsk, mayHaveKeys } from './rules.ts'

const factsOf = (answer: unknown) => (answer instanceof Problem ? answer.facts : answer)

test.each([
  ['owner', 'shops:read', ['shops:read'], 'account'],
  ['admin', 'shops:read', ['timetables:write', 'shops:read'], 'account'],
  ['anyone', 'shops:read', ['shops:read'], 'account'],
  ['anyone', 'shops:read', ['timetables:write'], 'nobody'],
  ['anyone', undefined, ['shops:read'], 'nobody'],
  ['owner', 'shops:read', ['timetables:write'], { scope: 'shops:read' }],
  ['owner', 'shops:read', [], { scope: 'shops:read' }],
  ['customer', undefined, ['shops:read'], { scope: null }],
] as const)(
  'at a route for %s with scope %s, a key with %j acts as %j',
  (role, scope, held, as) => {
    const answer = factsOf(mayAsk(held, { role, scope }))
    if (typeof as === 'string') expect(answer).toBe(as)
    else expect(answer).toMatchObject(as)
  },
)

test('a key takes the lowest free slot, and the 21st finds none', () => {
  const all = Array.from({ length: KEYS_MOST }, (_, at) => at + 1)
  expect(freeSlot([])).toBe(1)
  expect(freeSlot([1, 3])).toBe(2)
  expect(freeSlot(all.toReversed().filter((slot) => slot !== 17))).toBe(17)
  expect(factsOf(freeSlot(all))).toEqual({ most: 20 })
})

test('only owners and admins may have keys', () => {
  expect((['anyone', 'customer', 'owner', 'admin'] as const).map(mayHaveKeys)).toEqual([
    false,
    false,
    true,
    true,
  ])
})
