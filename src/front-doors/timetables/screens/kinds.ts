import type { ShopKind } from '../rules.ts'
import { menuText } from './text.ts'

export const kinds: readonly ShopKind[] = ['hair', 'clinic', 'room', 'other']

/** A kind as the door knows it; one that is unknown here is any other shop. */
export const kindOf = (kind: string | null): ShopKind =>
  kinds.find((known) => known === kind) ?? 'other'

export const kindName = (kind: string | null): string => menuText()(`kinds.${kindOf(kind)}`)
