import { type Problem, problem } from '../../kernel/problem.ts'

export const SECTIONS_MOST = 20
export const ITEMS_MOST = 100

export const menuTooLong = problem<{ most: number }>('menu-too-long', 'invalid', {
  ko: '메뉴는 모두 합쳐 200개까지 등록할 수 있습니다.',
  en: 'A menu has 200 items at most.',
})

const ALL_MOST = 200

export interface MenuItem {
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
