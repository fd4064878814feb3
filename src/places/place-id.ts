import { createHash } from 'node:crypto'
import type { Id } from '../kernel/id.ts'

/**
 * The id of the place with this key: derived from the key, so a place needs
 * no lookup, and its first claim creates it.
 */
export const placeId = (storeId: Id<'Store'>, key: string): Id<'Place'> => namedId(storeId, key)

/**
 * A name-based id in a store.
 *
 * @see RFC 9562 §5.5, name-based UUID (version 5), with the store as the name space
 */
export function namedId<Noun extends string>(storeId: Id<'Store'>, name: string): Id<Noun> {
  const hash = createHash('sha1')
    .update(Buffer.from(storeId.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16)
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-')
}
