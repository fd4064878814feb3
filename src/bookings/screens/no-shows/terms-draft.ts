import { minorPerMajor } from '../../../kernel/format.ts'
import type { Currency } from '../../../kernel/money.ts'
import { priceOf } from '../../../stores/screens/price.ts'
import type { NoShowTerms } from '../../no-shows/rules.ts'
import type { StoreTerms } from './terms-query.ts'

/** Terms as they are typed. */
export interface TermsDraft {
  readonly kind: NoShowTerms['kind']
  readonly basis: NoShowTerms['basis']
  readonly average: string
  readonly kept: string
  readonly hasGroup: boolean
  readonly groupFrom: string
  readonly groupKept: string
}

/** What was said last; before that, what keeps nothing. */
export function draftOf({ terms, next, choices, pricing, currency }: StoreTerms): TermsDraft {
  const said = next ?? terms
  const usual = pricing.means === 'whole' ? 'paid' : 'person'
  return {
    kind: said?.kind ?? choices[0]?.kind ?? 'restaurant',
    basis: said?.basis ?? usual,
    average: said?.average ? String(said.average / minorPerMajor(currency)) : '',
    kept: String(said?.keptPercent ?? 0),
    hasGroup: Boolean(said?.group),
    groupFrom: String(said?.group?.from ?? 10),
    groupKept: String(said?.group?.keptPercent ?? ''),
  }
}

const whole = (typed: string, least: number, most: number): number | undefined => {
  const number = Number(typed)
  return /^\d{1,4}$/.test(typed.trim()) && number >= least && number <= most ? number : undefined
}

export const keptOf = (typed: string) => whole(typed, 0, 100)
export const groupOf = (typed: string) => whole(typed, 10, 1_000)

/** Undefined while something is missing or wrong. */
export function termsOf(draft: TermsDraft, currency: Currency): NoShowTerms | undefined {
  const { kind, basis, hasGroup } = draft
  const average = basis === 'paid' ? null : priceOf(draft.average, currency) || undefined
  const keptPercent = keptOf(draft.kept)
  const group = hasGroup
    ? { from: groupOf(draft.groupFrom), keptPercent: keptOf(draft.groupKept) }
    : null
  if (average === undefined || keptPercent === undefined) return undefined
  if (group === null) return { kind, basis, average, keptPercent, group }
  const { from, keptPercent: ofGroup } = group
  if (from === undefined || ofGroup === undefined || ofGroup < keptPercent) return undefined
  return { kind, basis, average, keptPercent, group: { from, keptPercent: ofGroup } }
}
