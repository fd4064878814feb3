import type { Id } from '../../kernel/id.ts'
import { type Problem, problem } from '../../kernel/problem.ts'
import { RecentMap } from '../../kernel/recent-map.ts'
import { type FloorPlan, groupsOf, type TableGroup } from './group-rules.ts'
import { areaMissing } from './seating-rules.ts'

// What a plan of tables may be.

/** How many groups the joins of a restaurant may make: each is looked at for every time. */
export const GROUPS_MOST = 5_000

export const namedTwice = problem<{ name: string }>('named-twice', 'invalid', {
  ko: '이름이 같은 테이블이나 구역이 있어요.',
  en: 'Two tables, or two areas, have the same name.',
})
export const seatsReversed = problem<{ tableId: string }>('seats-reversed', 'invalid', {
  ko: '최소 인원은 최대 인원보다 많을 수 없어요.',
  en: 'The fewest seats of a table are more than its most.',
})
export const joinWrong = problem<{ tableIds: readonly string[] }>('join-wrong', 'invalid', {
  ko: '같은 구역에 있는 서로 다른 두 테이블만 붙일 수 있어요.',
  en: 'Only two different tables of one area can be joined.',
})
export const tooManyJoins = problem<{ most: number }>('too-many-joins', 'invalid', {
  ko: '붙일 수 있는 테이블 조합이 너무 많아요. 실제로 붙여 쓰는 테이블만 골라 주세요.',
  en: 'Too many tables can be joined with each other. Name only those that really are.',
})

/** Problems in order: named-twice, area-missing, seats-reversed, join-wrong, too-many-joins. */
export function refusePlan(plan: FloorPlan): Problem | undefined {
  const name =
    firstTwice(plan.areas.map((one) => one.name)) ?? firstTwice(plan.tables.map((one) => one.name))
  if (name !== undefined) return namedTwice({ name })
  const areaIds = new Set(plan.areas.map(({ id }) => id))
  if (plan.tables.some(({ areaId }) => !areaIds.has(areaId))) return areaMissing()
  const reversed = plan.tables.find(({ seatsLeast, seatsMost }) => seatsLeast > seatsMost)
  if (reversed) return seatsReversed({ tableId: reversed.id })
  const areaOf = new Map(plan.tables.map(({ id, areaId }) => [id, areaId]))
  const wrong = plan.joins.find(
    ([one, other]) => one === other || !areaOf.has(one) || areaOf.get(one) !== areaOf.get(other),
  )
  if (wrong) return joinWrong({ tableIds: wrong })
  return groupsOf(plan, GROUPS_MOST + plan.tables.length + 1).length >
    GROUPS_MOST + plan.tables.length
    ? tooManyJoins({ most: GROUPS_MOST })
    : undefined
}

const firstTwice = (names: readonly string[]): string | undefined =>
  names.find((name, at) => names.indexOf(name) < at)

/** A plan with all its groups. */
export interface PreparedPlan extends FloorPlan {
  readonly groups: readonly TableGroup[]
}

/** Parses a plan as it is stored, and finds its groups, once for each text. */
export function preparePlan(storeId: Id<'Store'>, text: string): PreparedPlan {
  const known = prepared.get(storeId)
  if (known?.text === text) return known.plan
  const parsed: FloorPlan = JSON.parse(text)
  const plan = { ...parsed, groups: groupsOf(parsed) }
  prepared.set(storeId, { text, plan })
  return plan
}

const prepared = new RecentMap<{ readonly text: string; readonly plan: PreparedPlan }>(2_000)
