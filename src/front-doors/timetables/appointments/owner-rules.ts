import { minutesOf } from '../../../bookings/quarter-rules.ts'
import { type Problem, problem } from '../../../kernel/problem.ts'
import type { Hours, Person, Service } from './rules.ts'

// What an owner may say of services and people.

export const serviceNamedTwice = problem<{ name: string }>('service-named-twice', 'invalid', {
  ko: '이름이 같은 서비스가 있어요.',
  en: 'Two services have the same name.',
})
export const priceUnclear = problem<{ service: number }>('price-unclear', 'invalid', {
  ko: '가격을 입력하거나, 상담 후 결정을 선택해 주세요.',
  en: 'A service has a price, or it is told after a consultation.',
})
export const depositTooHigh = problem<{ service: number }>('deposit-too-high', 'invalid', {
  ko: '예약금은 서비스 가격보다 클 수 없어요.',
  en: 'A deposit cannot be more than its service costs.',
})
export const personNamedTwice = problem<{ name: string }>('person-named-twice', 'invalid', {
  ko: '이름이 같은 담당자가 있어요.',
  en: 'Two people have the same name.',
})
export const workReversed = problem<{ person: number }>('work-reversed', 'invalid', {
  ko: '근무가 끝나는 시각은 시작하는 시각보다 늦어야 해요.',
  en: 'Working hours end after they begin.',
})
export const workOverlaps = problem<{ person: number }>('work-overlaps', 'invalid', {
  ko: '같은 날의 근무 시간이 서로 겹쳐요.',
  en: 'Working hours of one day overlap.',
})
export const dayNamedTwice = problem<{ person: number }>('day-named-twice', 'invalid', {
  ko: '같은 날짜가 두 번 있어요.',
  en: 'A date is named twice.',
})

/** `service`: which one, from 0. Problems in order: service-named-twice, price-unclear, deposit-too-high. */
export function refuseServices(services: readonly Service[]): Problem | undefined {
  const name = firstTwice(services.map((one) => one.name))
  if (name !== undefined) return serviceNamedTwice({ name })
  const unclear = services.findIndex(
    ({ price, priceKind }) => (price === null) !== (priceKind === 'asked'),
  )
  if (unclear >= 0) return priceUnclear({ service: unclear })
  const high = services.findIndex(({ price, deposit }) => price !== null && deposit > price)
  return high >= 0 ? depositTooHigh({ service: high }) : undefined
}

/**
 * `person`: which one, from 0. Problems in order: person-named-twice; of each person work-reversed,
 * work-overlaps, day-named-twice.
 */
export function refusePeople(people: readonly Person[]): Problem | undefined {
  const name = firstTwice(people.map((one) => one.name))
  if (name !== undefined) return personNamedTwice({ name })
  for (const [person, { weekly, special }] of people.entries()) {
    const days = [
      ...Map.groupBy(weekly, ({ weekday }) => weekday).values(),
      ...special.map(({ hours }) => hours),
    ]
    if (days.flat().some(isReversed)) return workReversed({ person })
    if (days.some(overlaps)) return workOverlaps({ person })
    if (firstTwice(special.map(({ date }) => date)) !== undefined) return dayNamedTwice({ person })
  }
  return undefined
}

const isReversed = ({ from, until }: Hours): boolean => minutesOf(from) >= 1440 || from >= until

const overlaps = (hours: readonly Hours[]): boolean =>
  hours.some((one, at) =>
    hours.some((other, before) => before < at && one.from < other.until && other.from < one.until),
  )

const firstTwice = (names: readonly string[]): string | undefined =>
  names.find((name, at) => names.indexOf(name) < at)
