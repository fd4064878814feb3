import type { ScopeWords } from '../../accounts/api-keys/rules.ts'
import { coreScopes } from '../../accounts/api-keys/scopes.ts'
import type { BookingDoor } from '../../bookings/door.ts'
import type { Word } from './field-words.ts'
import type { NamedWords, PageWords } from './vocabulary.ts'

const named = (name: string, { ko, en }: { readonly ko: string; readonly en: string }) =>
  [name, [ko, en] as Word] as const

const valuesOf = (entries: readonly (readonly [string, Word])[]): PageWords => ({
  ...{ parts: {}, fields: {}, values: Object.fromEntries(entries) as NamedWords },
})

const scopeValues = (scopes: readonly ScopeWords[]) =>
  scopes.map(({ scope, title }) => named(`scopes.${scope}`, title))

/** What keys of no door may be allowed to do. */
export const keyWords: PageWords = valuesOf(scopeValues(coreScopes))

/** What a door says of itself: what a store of it is called, the kinds of its stores, what keys may do there, and what its parts say. */
export function doorWords({
  name,
  words: { store },
  categories = {},
  scopes = [],
  dataWords,
}: BookingDoor): readonly PageWords[] {
  const kinds = Object.entries(categories).map(([kind, said]) => named(`kind.${kind}`, said))
  const values = [named(`door.${name}`, store), named(`also.${name}`, store), ...kinds]
  return [valuesOf([...values, ...scopeValues(scopes)]), ...(dataWords ? [dataWords] : [])]
}
