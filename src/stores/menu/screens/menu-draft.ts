import { minorPerMajor } from '../../../kernel/format.ts'
import { priceOf } from '../../screens/price.ts'
import type { MenuAnswer } from './menu-query.ts'

export interface ItemDraft {
  readonly key: number
  /** Undefined: not saved yet. */
  readonly id: string | undefined
  readonly name: string
  readonly description: string
  readonly price: string
  readonly soldOut: boolean
}

export interface SectionDraft {
  readonly key: number
  readonly name: string
  readonly items: readonly ItemDraft[]
}

let keys = 0
const newKey = (): number => {
  keys += 1
  return keys
}

export const emptyItem = (): ItemDraft => ({
  ...{ key: newKey(), id: undefined, name: '', description: '', price: '', soldOut: false },
})
export const emptySection = (): SectionDraft => ({ key: newKey(), name: '', items: [emptyItem()] })

/** What an owner edits. */
export const draftOf = ({ sections, currency }: MenuAnswer): SectionDraft[] =>
  sections.map(({ name, items }) => ({
    ...{ key: newKey(), name },
    items: items.map(({ picture: _, ...item }) => ({
      ...item,
      key: newKey(),
      price: item.price === null ? '' : String(item.price / minorPerMajor(currency)),
    })),
  }))

/** What is wrong with an item; undefined: nothing. */
export function wrongIn(
  { name, price }: ItemDraft,
  currency: MenuAnswer['currency'],
): 'nameMissing' | 'priceWrong' | undefined {
  if (!name.trim()) return 'nameMissing'
  return price.trim() && priceOf(price, currency) === undefined ? 'priceWrong' : undefined
}

/** A menu as it is sent. */
export const sent = (draft: readonly SectionDraft[], currency: MenuAnswer['currency']) =>
  draft.map(({ name, items }) => ({
    name: name.trim(),
    items: items.map((item) => ({
      ...(item.id && { id: item.id }),
      ...{ name: item.name.trim(), description: item.description.trim() },
      price: item.price.trim() ? (priceOf(item.price, currency) ?? null) : null,
      soldOut: item.soldOut,
    })),
  }))

/** A list with one of it moved up or down. */
export function moved<Item>(list: readonly Item[], from: number, by: 1 | -1): Item[] {
  const next = [...list]
  const [item] = next.splice(from, 1)
  if (item !== undefined) next.splice(from + by, 0, item)
  return next
}

/** The pictures of the items that are saved, by their ids. */
export const picturesOf = ({ sections }: MenuAnswer) =>
  new Map(sections.flatMap(({ items }) => items.map(({ id, picture }) => [id, picture] as const)))
