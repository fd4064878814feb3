import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { newKey, readKeys, writeKeys } from './key-file.ts'
import { openKeyRing, parseKeys, readKeyRing } from './key-ring.ts'

const key = (id: string) => ({ id, key: randomBytes(32) })

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'jari-keys-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

test('a sealed value opens to the same text, and sealing twice gives two values', () => {
  const ring = openKeyRing([key('a')])
  const [one, two] = [ring.seal('김손님 010-1234-5678'), ring.seal('김손님 010-1234-5678')]
  expect(one).not.toBe(two)
  expect(one).toMatch(/^v1\.a\.[\w-]{16}\.[\w-]+$/)
  expect(ring.open(one)).toBe('김손님 010-1234-5678')
  expect(ring.open(ring.seal(''))).toBe('')
})

test('the first key seals, every key opens', () => {
  const [a, b] = [key('a'), key('b')]
  const sealed = openKeyRing([a]).seal('old')
  const ring = openKeyRing([b, a])
  expect(ring.currentId).toBe('b')
  expect(ring.open(sealed)).toBe('old')
  expect(ring.seal('new')).toMatch(/^v1\.b\./)
})

test('a value that was changed, or whose key is missing, does not open', () => {
  const ring = openKeyRing([key('a')])
  const sealed = ring.seal('secret')
  const changed = sealed.slice(0, -2) + (sealed.endsWith('AA') ? 'BB' : 'AA')
  expect(() => ring.open(changed)).toThrow()
  expect(() => openKeyRing([key('b')]).open(sealed)).toThrow('no key a')
  expect(() => ring.open('plain text')).toThrow('not sealed')
})

test('the first start makes a key file that only its owner can read; the next start reads it', () => {
  const dir = folder()
  const sealed = readKeyRing(dir).seal('kept')
  expect(statSync(join(dir, 'keys.json')).mode & 0o777).toBe(0o600)
  expect(readKeyRing(dir).open(sealed)).toBe('kept')
})

test('a running ring reloads when it meets an unknown key id', () => {
  const dir = folder()
  const running = readKeyRing(dir)
  const path = join(dir, 'keys.json')
  writeKeys(path, [newKey(), ...readKeys(path)])
  const sealed = readKeyRing(dir).seal('by the new key')
  expect(running.open(sealed)).toBe('by the new key')
  expect(running.currentId).toBe(sealed.split('.')[1])
})

test('keys may be given instead of a file', () => {
  const given = `b:${randomBytes(32).toString('base64')}, a:${randomBytes(32).toString('base64')}`
  expect(readKeyRing('/nowhere', given).currentId).toBe('b')
  expect(() => openKeyRing(parseKeys('a:dG9vIHNob3J0'))).toThrow('32 bytes')
})
