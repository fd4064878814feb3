import { describe, expect, test } from 'vitest'
import { type FitAsk, groupsFor, groupsOf } from './group-rules.ts'
import { refuseServices, refuseTerms, refuseWeek } from './hours-rules.ts'
import { type PlanDraft, planOf } from './party.fixture.ts'
import { refusePlan } from './plan-rules.ts'

const groups = (draft: PlanDraft, ask: Partial<FitAsk> & { readonly party: number }) => {
  const plan = planOf(draft)
  return groupsFor(groupsOf(plan), { wasteMost: 3, ...ask }).map(({ tables }) =>
    tables.map(({ name }) => name).join('+'),
  )
}

/** Tables of two, two, four and six; the first three in a row. */
const row: PlanDraft = {
  areas: {
    홀: [
      [1, 2],
      [1, 2],
      [1, 4],
      [3, 6],
    ],
  },
  joins: [
    [0, 1],
    [1, 2],
  ],
}

describe('a party gets', () => {
  test.each<[string, number, string[]]>([
    ['the smallest table first, then a larger one, then a join', 2, ['1', '2', '3', '1+2']],
    ['a single table before a join with fewer empty seats', 4, ['3', '4', '1+2', '2+3']],
    ['the join of fewest tables', 6, ['4', '2+3', '1+2+3']],
    ['nothing where it is too many', 9, []],
  ])('%s', (_, party, expected) => {
    expect(groups(row, { party })).toEqual(expected)
  })

  test('no table that would leave more seats empty than the owner wants', () => {
    expect(groups(row, { party: 2, wasteMost: 1 })).toEqual(['1', '2'])
  })

  test('no table that asks for more guests', () => {
    expect(groups(row, { party: 2, wasteMost: 100 })).not.toContain('4')
  })

  test('no table for walk-ins, unless the store enters it', () => {
    const draft = { ...row, walkInOnly: [0] }
    expect(groups(draft, { party: 1, wasteMost: 1 })).toEqual(['2'])
    expect(groups(draft, { party: 1, wasteMost: 1, isByStore: true })).toEqual(['1', '2'])
  })
})

describe('a plan is refused', () => {
  const plan = planOf(row)
  const [first] = plan.tables
  const swapped = { ...plan, tables: plan.tables.map((one) => ({ ...one, name: '창가' })) }
  const other = planOf({ areas: { 룸: [[1, 4]] } })
  const across = [first?.id ?? '', other.tables[0]?.id ?? ''] as const
  const all = planOf({ areas: { 홀: Array(40).fill([1, 2]) } })
  const everyPair = all.tables.flatMap(({ id }, at) =>
    all.tables.slice(at + 1).map((table) => [id, table.id] as const),
  )
  test.each([
    ['names a table twice', swapped, 'named-twice'],
    ['has a table in no area', { ...plan, areas: [] }, 'area-missing'],
    [
      'has a table with more seats at least than at most',
      { ...plan, tables: [{ ...plan.tables[0], seatsLeast: 3 }] },
      'seats-reversed',
    ],
    ['joins a table with itself', { ...plan, joins: [[first?.id, first?.id]] }, 'join-wrong'],
    [
      'joins tables of two areas',
      {
        ...{ areas: [...plan.areas, ...other.areas], joins: [across] },
        tables: [first, ...other.tables.map((table) => ({ ...table, name: '9' }))],
      },
      'join-wrong',
    ],
    ['makes more groups than can be looked at', { ...all, joins: everyPair }, 'too-many-joins'],
  ])('that %s', (_, draft, type) => {
    expect(refusePlan(draft as never)?.type).toBe(type)
  })

  test('only then', () => {
    expect(refusePlan(plan)).toBeUndefined()
  })
})

const lunch = { opens: '11:30', lastSeating: '13:30', closes: '15:00' }
const dinner = { opens: '15:00', lastSeating: '21:00', closes: '23:00' }

test('hours are refused that are reversed or overlap, with which service it is', () => {
  expect(refuseServices([lunch, dinner])).toBeUndefined()
  expect(refuseServices([lunch, { ...dinner, opens: '14:45' }])).toMatchObject({
    ...{ type: 'hours-overlap', facts: { service: 1 } },
  })
  expect(refuseServices([{ ...lunch, closes: '13:30' }])?.type).toBe('hours-reversed')
  expect(
    refuseServices([{ ...lunch, opens: '24:00', lastSeating: '25:00', closes: '26:00' }])?.type,
  ).toBe('hours-reversed')
  const week = [lunch, dinner, lunch].map((service, at) => ({
    weekday: at === 2 ? 1 : at + 1,
    ...service,
  }))
  expect(refuseWeek(week)).toMatchObject({ type: 'hours-overlap', facts: { service: 2 } })
})

test('stays are named once a size, small ones first', () => {
  const stays = [
    { partyMost: 4, minutes: 120 },
    { partyMost: 2, minutes: 90 },
  ]
  expect(refuseTerms({ stays })?.type).toBe('stays-unordered')
  expect(refuseTerms({ stays: stays.toReversed() })).toBeUndefined()
})
