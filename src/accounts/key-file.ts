import { randomBytes } from 'node:crypto'
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** A key of the ring: 32 random bytes, and the id written into the values they seal. */
export interface RingKey {
  readonly id: string
  readonly key: Buffer
}

export const newKey = (): RingKey => ({
  id: randomBytes(4).toString('hex'),
  key: randomBytes(32),
})

export function readKeys(path: string): RingKey[] {
  const { keys } = JSON.parse(readFileSync(path, 'utf8')) as { keys: { id: string; key: string }[] }
  return keys.map(({ id, key }) => ({ id, key: Buffer.from(key, 'base64') }))
}

/** Replaces the file atomically: readers see the old ring or the new one. */
export function writeKeys(path: string, keys: readonly RingKey[]): void {
  renameSync(writeBeside(path, keys), path)
}

/** Makes the file and its folder unless they exist; safe against concurrent processes. */
export function makeKeyFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) return
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const made = writeBeside(path, [newKey()])
  try {
    linkSync(made, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(made)
  }
}

function writeBeside(path: string, keys: readonly RingKey[]): string {
  const beside = `${path}.${randomBytes(6).toString('hex')}`
  const file = openSync(beside, 'wx', 0o600)
  const written = keys.map(({ id, key }) => ({ id, key: key.toString('base64') }))
  writeSync(file, `${JSON.stringify({ keys: written }, null, 2)}\n`)
  fsyncSync(file)
  closeSync(file)
  return beside
}
