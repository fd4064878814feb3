import type { ScopeWords } from '../../accounts/api-keys/rules.ts'
import { coreScopes } from '../../accounts/api-keys/scopes.ts'
import type { DataWords, NamedWords } from '../../bookings/data-words.ts'
import type { BookingDoor } from '../../bookings/door.ts'
import type { Word } from './field-words.ts'

const named = (name: string, { ko, en }: { readonly ko: string; readonly en: string }) =>
  [name, [ko, en] as Word] as const

const valuesOf = (entries: readonly (readonly [string, Word])[]): DataWords => ({
  ...{ parts: {}, fields: {}, values: Object.fromEntries(entries) as NamedWords },
})

const scopeValues = (scopes: readonly ScopeWords[]) =>
  scopes.map(({ scope, title }) => named(`scopes.${scope}`, title))

/** What keys of no door may be allowed to do. */
export const keyWords: DataWords = valuesOf(scopeValues(coreScopes))

/** What a door says of itself: what a store of it is called, the kinds of its stores, what keys may do there, and what its parts say. */
export function doorWords({
  name,
  words: { store },
  categories = {},
  scopes = [],
  dataWords,
}: BookingDoor): readonly DataWords[] {
  const kinds = Object.entries(categories).map(([kind, said]) => named(`kind.${kind}`, said))
  const values = [named(`door.${name}`, store), named(`also.${name}`, store), ...kinds]
  return [valuesOf([...values, ...scopeValues(scopes)]), ...(dataWords ? [dataWords] : [])]
}
