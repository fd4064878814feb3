import { newKey } from './new-key.ts'

/** A UUID of its own, of a random key: without TLS there is no `randomUUID`. */
export function newId(): string {
  const key = newKey()
  const parts = [
    key.slice(0, 8),
    key.slice(8, 12),
    `4${key.slice(13, 16)}`,
    `a${key.slice(17, 20)}`,
  ]
  return [...parts, key.slice(20)].join('-')
}
