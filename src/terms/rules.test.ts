import { describe, expect, test } from 'vitest'
import { Problem } from '../kernel/problem.ts'
import { later } from '../kernel/time.ts'
import { type Accepted, inForce, mayAccept, mayPublish, type Version } from './rules.ts'

const now = new Date('2026-12-01T00:00:00Z')
const days = (count: number) => later(now, count * 86_400)
const terms = (version: number, appliesFrom: Date): Version => ({
  kind: 'terms',
  version,
  appliesFrom,
})
const known = { versions: [terms(2, days(-1)), terms(3, days(5))], now }

test('the version in force is the last one that applies, the first until another does', () => {
  expect(inForce(known.versions, 'terms', now)).toBe(2)
  expect(inForce(known.versions, 'terms', days(-2))).toBe(1)
  expect(inForce(known.versions, 'terms', days(5))).toBe(3)
  expect(inForce(known.versions, 'privacy', now)).toBe(1)
})

describe('what is accepted', () => {
  const age: Accepted = { kind: 'age', version: 1 }
  test.each([
    ['nothing', [], [{ kind: 'terms', version: 2 }, age]],
    ['only the age', [age], [{ kind: 'terms', version: 2 }]],
    ['an old version', [age, { kind: 'terms', version: 1 }], [{ kind: 'terms', version: 2 }]],
    ['both', [age, { kind: 'terms', version: 2 }], undefined],
    [
      'advertising in a version that there is not',
      [age, { kind: 'terms', version: 2 }, { kind: 'marketing-mail', version: 7 }],
      [{ kind: 'marketing-mail', version: 1 }],
    ],
  ] as const)('%s', (_, accepted, missing) => {
    const decided = mayAccept(accepted, known)
    if (missing === undefined) expect(decided).toBe(true)
    else expect((decided as Problem).facts).toEqual({ missing })
  })

  test('of an account that has accepted before, nothing is needed', () => {
    expect(mayAccept([{ kind: 'marketing-text', version: 1 }], known, [])).toBe(true)
  })
})

test.each([
  ['too soon', 6.9, false, 'terms-change-too-soon'],
  ['seven days ahead', 7, false, undefined],
  ['to the disadvantage of users in seven days', 7, true, 'terms-change-too-soon'],
  ['to the disadvantage of users in thirty days', 30, true, undefined],
])('a change is announced %s', (_, ahead, isUnfavourable, problem) => {
  const asked = { kind: 'privacy', appliesFrom: days(ahead), isUnfavourable } as const
  const decided = mayPublish(asked, known)
  expect(decided instanceof Problem ? decided.type : undefined).toBe(problem)
})

test('one change waits at a time', () => {
  const asked = { kind: 'terms', appliesFrom: days(60), isUnfavourable: true } as const
  expect((mayPublish(asked, known) as Problem).type).toBe('terms-change-scheduled')
})
