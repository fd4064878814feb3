import { minorPerMajor } from '../../../kernel/format.ts'
import { priceOf } from '../../screens/price.ts'
import type { ProfileAnswer } from './profile-query.ts'

export interface HoursDraft {
  readonly key: number
  readonly weekday: number
  readonly opens: string
  readonly closes: string
}

/** What an owner types. */
export interface ProfileDraft {
  readonly category: string
  readonly postcode: string
  readonly address: string
  readonly detail: string
  readonly latitude: string
  readonly longitude: string
  readonly phone: string
  readonly hours: readonly HoursDraft[]
  readonly hoursNote: string
  readonly priceLeast: string
  readonly priceMost: string
  readonly parking: string
  readonly notes: string
  readonly tags: string
}

let keys = 0
export const hoursDraft = (weekday: number, opens = '11:00', closes = '22:00'): HoursDraft => {
  keys += 1
  return { key: keys, weekday, opens, closes }
}

const text = (value: number | null, per = 1): string => (value === null ? '' : String(value / per))

export function draftOf(profile: ProfileAnswer): ProfileDraft {
  const { postcode, address, detail, phone, hoursNote, parking, notes, currency } = profile
  const per = minorPerMajor(currency)
  return {
    ...{ postcode, address, detail, phone, hoursNote, parking, notes },
    category: profile.category ?? '',
    latitude: text(profile.latitude),
    longitude: text(profile.longitude),
    priceLeast: text(profile.priceLeast, per),
    priceMost: text(profile.priceMost, per),
    tags: profile.tags.join(', '),
    hours: profile.hoursOfDoor
      ? []
      : profile.hours.map(({ weekday, opens, closes }) => hoursDraft(weekday, opens, closes)),
  }
}

const isNumber = (typed: string): boolean => typed.trim() === '' || Number.isFinite(Number(typed))

export interface Wrong {
  readonly latitude?: 'coordinateWrong'
  readonly longitude?: 'coordinateWrong'
  readonly priceLeast?: 'priceWrong'
  readonly priceMost?: 'priceWrong'
}

export function wrongIn(draft: ProfileDraft, currency: ProfileAnswer['currency']): Wrong {
  const isPrice = (typed: string) => typed.trim() === '' || priceOf(typed, currency) !== undefined
  return {
    ...(!isNumber(draft.latitude) && { latitude: 'coordinateWrong' as const }),
    ...(!isNumber(draft.longitude) && { longitude: 'coordinateWrong' as const }),
    ...(!isPrice(draft.priceLeast) && { priceLeast: 'priceWrong' as const }),
    ...(!isPrice(draft.priceMost) && { priceMost: 'priceWrong' as const }),
  }
}

const numberOf = (typed: string): number | null => (typed.trim() === '' ? null : Number(typed))

/** A profile as it is sent. */
export const sent = (draft: ProfileDraft, currency: ProfileAnswer['currency']) => ({
  ...draft,
  category: draft.category || null,
  latitude: numberOf(draft.latitude),
  longitude: numberOf(draft.longitude),
  priceLeast: priceOf(draft.priceLeast, currency) ?? null,
  priceMost: priceOf(draft.priceMost, currency) ?? null,
  tags: draft.tags
    .split(/[,，]/)
    .map((tag) => tag.trim())
    .filter(Boolean),
  hours: draft.hours.map(({ key: _, ...hours }) => hours),
})
