import type { ShopKind } from '../rules.ts'
import { menuText } from './text.ts'

export const kinds: readonly ShopKind[] = ['hair', 'nails', 'clinic', 'room', 'other']

/** Maps an unknown kind to `other`. */
export const kindOf = (kind: string | null): ShopKind =>
  kinds.find((one) => one === kind) ?? 'other'

export const kindName = (kind: string | null): string => menuText()(`kinds.${kindOf(kind)}`)
