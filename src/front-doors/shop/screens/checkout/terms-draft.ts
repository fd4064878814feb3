import { minorPerMajor } from '../../../../kernel/format.ts'
import type { Currency } from '../../../../kernel/money.ts'
import { priceOf } from '../../../../stores/screens/price.ts'
import type { Terms } from './checkout-queries.ts'

export interface AreaDraft {
  readonly id: number
  readonly name: string
  readonly surcharge: string
  readonly ranges: string
}

/** Delivery terms as they are typed. */
export interface TermsDraft {
  readonly kind: Terms['kind']
  readonly fee: string
  readonly freeFrom: string
  readonly areas: readonly AreaDraft[]
}

type Range = Terms['areas'][number]['ranges'][number]

export const rangesText = (ranges: readonly Range[]): string =>
  ranges.map(({ from, to }) => (from === to ? from : `${from}-${to}`)).join(', ')

/** Undefined: not all of them are postcodes, or none is there. */
export function rangesOf(typed: string): Range[] | undefined {
  const parts = typed.split(/[,\s]+/).filter(Boolean)
  const ranges = parts.map((part) => /^(\d{5})(?:[-~](\d{5}))?$/.exec(part))
  if (ranges.length === 0 || ranges.some((found) => !found)) return undefined
  return ranges.map((found) => {
    const from = found?.[1] ?? ''
    return { from, to: found?.[2] ?? from }
  })
}

const typedOf = (amount: number, currency: Currency): string =>
  `${amount / minorPerMajor(currency)}`

export const draftOfTerms = (terms: Terms, currency: Currency): TermsDraft => ({
  kind: terms.kind,
  fee: typedOf(terms.fee, currency),
  freeFrom: typedOf(terms.freeFrom, currency),
  areas: terms.areas.map(({ name, surcharge, ranges }, id) => ({
    ...{ id, name, ranges: rangesText(ranges) },
    surcharge: typedOf(surcharge, currency),
  })),
})

/** As the server takes it; undefined while something is wrong. */
export function termsOf({ kind, ...draft }: TermsDraft, currency: Currency): Terms | undefined {
  const fee = kind === 'free' ? 0 : priceOf(draft.fee, currency)
  const freeFrom = kind === 'free-from' ? priceOf(draft.freeFrom, currency) : 0
  const areas = draft.areas.map((area) => ({
    name: area.name.trim(),
    surcharge: priceOf(area.surcharge, currency),
    ranges: rangesOf(area.ranges),
  }))
  const isWhole = areas.every(
    ({ name, surcharge, ranges }) => name && surcharge !== undefined && ranges,
  )
  if (fee === undefined || freeFrom === undefined || !isWhole) return undefined
  return { kind, fee, freeFrom, areas: areas as Terms['areas'] }
}
