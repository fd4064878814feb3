import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import { readPhone } from '../../kernel/phone.ts'

type Ring = Pick<Engine, 'keyRing'>

/** The same number hashes to something else at every store, so that no two can compare their guests. */
const named = (storeId: Id<'Store'>, phone: string): string =>
  `guest ${storeId} ${readPhone(phone) ?? phone}`

/** A keyed hash of a guest's number at a store; null without a number. */
export const guestIndex = (
  { keyRing }: Ring,
  storeId: Id<'Store'>,
  phone: string,
): string | null => (phone ? keyRing.index(named(storeId, phone)) : null)

/** The same by every key. */
export const guestIndexes = (
  { keyRing }: Ring,
  storeId: Id<'Store'>,
  phone: string,
): readonly string[] => (phone ? keyRing.indexes(named(storeId, phone)) : [])
