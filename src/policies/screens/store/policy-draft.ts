import type { StorePolicy } from './policy-query.ts'

export type Kind = StorePolicy['policy']['kind']
export type Tier = StorePolicy['policy']['tiers'][number]

/** A tier as typed; the `end` of the last one is ignored: it always ends at the start. */
export interface TierDraft {
  readonly id: number
  readonly end: string
  readonly unit: 'hours' | 'days'
  readonly kept: string
}

export interface PolicyDraft {
  readonly kind: Kind
  readonly tiers: readonly TierDraft[]
}

export const TIERS_MOST = 10

export const draftOf = ({ kind, tiers }: { kind: Kind; tiers: readonly Tier[] }): PolicyDraft => ({
  kind,
  tiers: tiers.map((tier, id) => ({
    id,
    end: String('daysBefore' in tier ? tier.daysBefore : tier.hoursBefore),
    unit: 'daysBefore' in tier ? 'days' : 'hours',
    kept: String(tier.keptPercent),
  })),
})

const wholeWithin = (typed: string, least: number, most: number): boolean =>
  /^\d{1,3}$/.test(typed.trim()) && Number(typed) >= least && Number(typed) <= most

export const isEndWrong = ({ end, unit }: TierDraft): boolean =>
  !wholeWithin(end, 1, unit === 'days' ? 365 : 720)

export const isKeptWrong = ({ kept }: TierDraft): boolean => !wholeWithin(kept, 0, 100)

/** Parses a draft; undefined while any field is invalid. The server checks the order of tiers. */
export function tiersOf({ tiers }: PolicyDraft): Tier[] | undefined {
  const last = tiers.length - 1
  const isWrong = (tier: TierDraft, at: number) =>
    isKeptWrong(tier) || (at < last && isEndWrong(tier))
  if (tiers.some(isWrong)) return undefined
  return tiers.map(({ end, unit, kept }, at) => {
    const keptPercent = Number(kept)
    if (at === last) return { hoursBefore: 0, keptPercent }
    return unit === 'days'
      ? { daysBefore: Number(end), keptPercent }
      : { hoursBefore: Number(end), keptPercent }
  })
}

/** Inserts an empty tier before the last one. */
export function withTier({ kind, tiers }: PolicyDraft): PolicyDraft {
  const id = Math.max(...tiers.map((tier) => tier.id)) + 1
  const added: TierDraft = { id, end: '', unit: 'hours', kept: '' }
  return { kind, tiers: [...tiers.slice(0, -1), added, ...tiers.slice(-1)] }
}
