import type { Finding, FoundPage } from './finding-queries.ts'

type Understood = FoundPage['understood']

/** In the order in which they are said. */
export const conditionNames = [
  ...(['date', 'time', 'part', 'party'] as const),
  ...(['area', 'category', 'priceMost'] as const),
] as const

export type ConditionName = (typeof conditionNames)[number]

/** What a search asks for besides words, whether it was typed or chosen. */
export interface Condition {
  readonly name: ConditionName
  /** The search without it. */
  readonly without: Finding
}

/**
 * Each condition of a search. Taking one off leaves the others as they were understood, which the words alone would
 * not say any more.
 *
 * @param partWord what a part of a day is called in a search: only words say it
 */
export function conditionsOf(
  finding: Finding,
  understood: Understood,
  partWord: (part: NonNullable<Understood['part']>) => string,
): Condition[] {
  const { date, time, part, party, words } = understood
  const { province, district, category, priceMost } = finding
  const all = {
    ...{
      date: date && { date },
      time: time && { time },
      part: part ? { q: partWord(part) } : undefined,
    },
    ...{ party: party && { party }, category: category && { category } },
    area: province && { province, ...(district && { district }) },
    priceMost: priceMost && { priceMost },
  }
  return conditionNames.flatMap((name) => {
    if (!all[name]) return []
    const left = { ...all, [name]: undefined }
    const q = [left.part?.q, words].filter(Boolean).join(' ')
    return {
      name,
      without: {
        ...{ ...(q && { q }), ...left.date, ...left.time, ...left.party },
        ...{ ...left.area, ...left.category, ...left.priceMost },
      },
    }
  })
}
