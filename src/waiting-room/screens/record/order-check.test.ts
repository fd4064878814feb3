import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import * as server from '../../shuffle.ts'
import { placeOf } from '../../shuffle-rules.ts'
import * as check from './order-check.ts'

const roomId = randomUUID()
const subjects = Array.from({ length: 1_201 }, () => randomUUID())
const quiet = () => {}

test('a browser computes the same chain, seed and places as the server', async () => {
  const secret = randomBytes(32)
  const digest = server.nextDigest(server.firstDigest(roomId), subjects)
  expect(await check.chainOf(roomId, subjects, quiet)).toBe(digest.toString('hex'))
  expect(check.hexOf(await check.sha256(new Uint8Array(secret)))).toBe(
    server.commitmentOf(secret).toString('hex'),
  )
  const seed = server.seedOf(secret, digest)
  expect(await check.hmac(new Uint8Array(secret), check.bytesOf(digest.toString('hex')))).toBe(
    seed.toString('hex'),
  )
  const theirs = server.shuffleOf(seed, subjects.length)
  const ours = await check.shuffleOf(seed.toString('hex'), subjects.length, quiet)
  for (const number of subjects.keys()) expect(placeOf(ours, number)).toBe(placeOf(theirs, number))
  expect(await check.isOneToOne(ours, quiet)).toBe(true)
})

test('another order of the same subjects, or one of them changed, gives another chain', async () => {
  const [first = '', second = '', ...others] = subjects
  const digest = await check.chainOf(roomId, subjects, quiet)
  expect(await check.chainOf(roomId, [second, first, ...others], quiet)).not.toBe(digest)
  expect(await check.chainOf(roomId, subjects.slice(1), quiet)).not.toBe(digest)
  expect(await check.chainOf(roomId, [randomUUID(), second, ...others], quiet)).not.toBe(digest)
})

test('a subject names the same person as on the server', async () => {
  const accountId = randomUUID()
  expect(await check.subjectOf(roomId, accountId)).toBe(server.subjectOf(roomId, accountId))
})

test.each([
  [[], true],
  [
    [
      [0, 5, 1],
      [5, 9, 2],
    ],
    true,
  ],
  [
    [
      [0, 5, 1],
      [5, 5, 1],
      [7, 9, 2],
    ],
    true,
  ],
  [
    [
      [0, 5, 1],
      [4, 9, 2],
    ],
    false,
  ],
  [
    [
      [5, 9, 1],
      [0, 5, 2],
    ],
    false,
  ],
  [
    [
      [0, 5, 2],
      [5, 9, 1],
    ],
    false,
  ],
] as const)('calls %j are in order: %s', (spans, isInOrder) => {
  const calls = spans.map(([headFrom, headTo, second]) => ({
    headFrom,
    headTo,
    at: `2026-12-24T10:00:0${second}Z`,
  }))
  expect(check.areInOrder(calls)).toBe(isInOrder)
})
