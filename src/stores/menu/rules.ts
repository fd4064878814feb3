import type { Id } from '../../kernel/id.ts'
import { type Problem, problem } from '../../kernel/problem.ts'

export const SECTIONS_MOST = 20
export const ITEMS_MOST = 100

export const menuTooLong = problem<{ most: number }>('menu-too-long', 'invalid', {
  ko: '메뉴는 모두 합쳐 200개까지 등록할 수 있어요.',
  en: 'A menu has 200 items at most.',
})

const ALL_MOST = 200

export interface MenuItem {
  /** Left out, or not of the menu that is replaced: a new item. */
  readonly id?: Id<'Subject'> | undefined
  readonly name: string
  readonly description: string
  /** In minor units; null: it is said on the spot. */
  readonly price: number | null
  readonly soldOut: boolean
}

export interface MenuSection {
  /** Empty: it has none. */
  readonly name: string
  readonly items: readonly MenuItem[]
}

/** A menu as it is kept: without sections that have neither a name nor an item. Problem: menu-too-long. */
export function menuOf(asked: readonly MenuSection[]): readonly MenuSection[] | Problem {
  const all = asked.reduce((sum, { items }) => sum + items.length, 0)
  if (all > ALL_MOST) return menuTooLong({ most: ALL_MOST })
  return asked.filter(({ name, items }) => name !== '' || items.length > 0)
}

/** The items of a menu with the ids of those that there are, each once. */
export function withIds(
  sections: readonly MenuSection[],
  known: ReadonlySet<Id<'Subject'>>,
): readonly MenuSection[] {
  const left = new Set(known)
  return sections.map(({ name, items }) => ({
    name,
    items: items.map((item) => ({
      ...item,
      id: item.id !== undefined && left.delete(item.id) ? item.id : undefined,
    })),
  }))
}
