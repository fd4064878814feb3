import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { makeKeyFile, type RingKey, readKeys } from './key-file.ts'

/**
 * Encrypts personal data in the row with AES-256-GCM. A sealed value is `v1.<key id>.<iv>.<tag and
 * ciphertext>`, base64url. The first key seals, every key opens.
 */
export interface KeyRing {
  seal(text: string): string
  open(sealed: string): string
  /**
   * A keyed hash by which an encrypted value is found and kept unique (a blind index): `v1.<key id>.<hash>`,
   * by the first key.
   */
  index(text: string): string
  /** The same by every key: rows keep the hash of the key that was first when they were written. */
  indexes(text: string): readonly string[]
  readonly currentId: string
}

const IV_BYTES = 12
const TAG_BYTES = 16

/**
 * @param keys   newest first, at least one
 * @param reread returns newer keys: called before sealing, and for an unknown key id
 */
export function openKeyRing(
  keys: readonly RingKey[],
  reread: (must: boolean) => readonly RingKey[] | undefined = () => undefined,
): KeyRing {
  let ring = checked(keys)
  const renew = (must: boolean) => {
    const newer = reread(must)
    if (newer) ring = checked(newer)
  }
  return {
    seal(text) {
      renew(false)
      return seal(ring[0], text)
    },
    open(sealed) {
      const [version, id = '', iv = '', data = ''] = sealed.split('.')
      if (version !== 'v1') throw new Error('this value was not sealed by a key ring')
      if (!ring.some((key) => key.id === id)) renew(true)
      const key = ring.find((key) => key.id === id)
      if (!key) throw new Error(`no key ${id} is in the ring`)
      return open(key, iv, data)
    },
    index(text) {
      renew(false)
      return index(ring[0], text)
    },
    indexes(text) {
      renew(false)
      return ring.map((key) => index(key, text))
    },
    get currentId() {
      renew(false)
      return ring[0].id
    },
  }
}

function seal({ id, key }: RingKey, text: string): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`v1.${id}`))
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  const data = Buffer.concat([cipher.getAuthTag(), ciphertext])
  return `v1.${id}.${iv.toString('base64url')}.${data.toString('base64url')}`
}

/** Its key is made of the one that seals, so that no key has two uses. */
function index({ id, key }: RingKey, text: string): string {
  const own = createHmac('sha256', key).update('blind index').digest()
  return `v1.${id}.${createHmac('sha256', own).update(text).digest('base64url')}`
}

function open({ id, key }: RingKey, iv: string, data: string): string {
  const bytes = Buffer.from(data, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), {
    authTagLength: TAG_BYTES,
  })
  decipher.setAAD(Buffer.from(`v1.${id}`)).setAuthTag(bytes.subarray(0, TAG_BYTES))
  return decipher.update(bytes.subarray(TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
}

function checked(keys: readonly RingKey[]): readonly [RingKey, ...RingKey[]] {
  const [first, ...rest] = keys
  if (!first) throw new Error('a key ring needs at least one key')
  for (const { id, key } of keys) {
    // A key that was given without an id stands in its place: it must not be repeated.
    if (!/^[A-Za-z0-9_-]{1,40}$/.test(id)) throw new Error('a key of the ring has no id')
    if (key.length !== 32) throw new Error('each key of the ring must be 32 bytes long')
  }
  if (new Set(keys.map(({ id }) => id)).size !== keys.length)
    throw new Error('two keys of the ring have the same id')
  return [first, ...rest]
}

/** How long a running server may still seal with an old key after a new one was written. */
export const RING_AGE_MS = 1000

/**
 * The ring of this installation: from `given` (`id:base64,id:base64`, newest first), or from
 * `keys.json` in `folder`, made on the first start. Processes share the file and see a new key
 * within a second.
 */
export function readKeyRing(folder: string, given?: string): KeyRing {
  if (given) return openKeyRing(parseKeys(given))
  const path = join(folder, 'keys.json')
  makeKeyFile(path)

  let changedAt = 0
  let lookedAt = 0
  const reread = (must: boolean) => {
    if (!must && performance.now() - lookedAt < RING_AGE_MS) return undefined
    lookedAt = performance.now()
    const { mtimeMs } = statSync(path)
    if (mtimeMs === changedAt) return undefined
    changedAt = mtimeMs
    return readKeys(path)
  }
  return openKeyRing(reread(true) ?? [], reread)
}

/** `id:base64,id:base64`, newest first. */
export const parseKeys = (text: string): RingKey[] =>
  text.split(',').map((part) => {
    const [id = '', key = ''] = part.trim().split(':')
    return { id, key: Buffer.from(key, 'base64') }
  })
