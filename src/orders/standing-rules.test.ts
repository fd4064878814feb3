import { expect, test } from 'vitest'
import { Problem, problem } from '../kernel/problem.ts'
import { movesOf, type Offer, type StandingFacts, type Step, stand } from './standing-rules.ts'

const now = new Date('2026-11-24T10:00:00Z')
const gone = problem('gone', 'missing', { ko: '없습니다.', en: 'There is none.' })

const offer: Offer = {
  ownerId: 'owner',
  currency: 'KRW',
  timeZone: 'Asia/Seoul',
  closedAt: null,
  title: '열한 시',
  place: { id: 'place', key: 'timetable/eleven/2026-11-24', capacity: 2, startsAt: null },
}
const factsWith = (
  { remaining = 2, taken = {} }: { remaining?: number; taken?: Record<string, number> },
  offered: Offer | null = offer,
): StandingFacts => ({
  offers: new Map(offered ? [[offered.place.id, offered]] : []),
  available: new Map([['place', remaining]]),
  taken: new Map(Object.entries(taken)),
})
const step = (by: 1 | -1, { callerId = 'owner', everyStore = false } = {}): Step => ({
  orderId: `of ${callerId}`,
  placeId: 'place',
  callerId,
  everyStore,
  by,
  missing: gone,
})
const said = (outcomes: readonly (boolean | Problem)[]) =>
  outcomes.map((outcome) => (outcome instanceof Problem ? outcome.type : outcome))

// Rows are in order of precedence.
test.each([
  ['not offered', factsWith({}, null), step(1), 'gone'],
  ['closed', factsWith({}, { ...offer, closedAt: now }), step(1), 'gone'],
  ['another’s', factsWith({}), step(1, { callerId: 'other' }), 'gone'],
  ['every shop', factsWith({}), step(1, { callerId: 'admin', everyStore: true }), true],
  ['none left', factsWith({ remaining: 0 }), step(1), false],
  ['one left', factsWith({ remaining: 1 }), step(1), true],
  ['none taken', factsWith({}), step(-1), false],
  ['all given back', factsWith({ taken: { 'of owner': 0 } }), step(-1), false],
  ['taken', factsWith({ remaining: 1, taken: { 'of owner': 1 } }), step(-1), true],
])('a step where it is %s', (_, facts, asked, expected) => {
  expect(said(stand(facts, [asked], now).outcomes)).toEqual([expected])
})

test('a batch is decided in order of arrival, each on what the previous ones left', () => {
  const other = { callerId: 'admin', everyStore: true }
  const steps = [
    step(1),
    step(1, other),
    step(1),
    step(-1),
    step(1),
    step(-1, other),
    step(-1, other),
  ]
  const facts = factsWith({ remaining: 2 })
  const { outcomes, changed } = stand(facts, steps, now)
  expect(said(outcomes)).toEqual([true, true, false, true, true, true, false])
  expect(changed).toMatchObject([
    { orderId: 'of owner', taken: 1, took: true },
    { orderId: 'of admin', taken: 0, took: true },
  ])
  expect([...movesOf(changed, facts.taken)]).toEqual([['place', -1]])
})

test('what is given back and taken again in one batch moves nothing', () => {
  const facts = factsWith({ remaining: 0, taken: { 'of owner': 2 } })
  const { outcomes, changed } = stand(facts, [step(-1), step(1)], now)
  expect(said(outcomes)).toEqual([true, true])
  expect([...movesOf(changed, facts.taken)]).toEqual([])
})
