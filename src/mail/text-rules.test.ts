import { expect, test } from 'vitest'
import { afterLookUp, heldUntil } from './text-rules.ts'

const at = (time: string) => new Date(`2026-12-01T${time}:00+09:00`)
const quiet = { from: '22:00', until: '07:30', timeZone: 'Asia/Seoul' }
const noon = { from: '12:00', until: '13:00', timeZone: 'Asia/Seoul' }

test.each([
  ['reminder', '20:59', null, undefined],
  ['reminder', '21:00', null, '2026-12-02T08:00'],
  ['reminder', '03:00', null, '2026-12-01T08:00'],
  ['reminder', '08:00', null, undefined],
  ['paid', '03:00', quiet, undefined],
  ['canceled', '23:00', quiet, undefined],
  ['owner', '23:00', null, undefined],
  ['owner', '23:00', quiet, '2026-12-02T07:30'],
  ['owner', '00:10', quiet, '2026-12-01T07:30'],
  ['owner', '07:30', quiet, undefined],
  ['owner', '12:30', noon, '2026-12-01T13:00'],
  ['owner', '13:00', noon, undefined],
] as const)(
  'a message of %s at %s waits as the night and the store say',
  (kind, time, store, until) => {
    const held = heldUntil(kind, at(time), store)
    expect(held).toEqual(until && new Date(`${until}:00+09:00`))
  },
)

test.each([
  ['sent', 10, 'sent'],
  ['absent', 299, 'wait'],
  ['absent', 300, 'again'],
  ['unknown', 9_999, 'wait'],
] as const)('a message found %s after %i seconds: %s', (found, seconds, is) => {
  const askedAt = at('12:00')
  const takenAt = new Date(askedAt.getTime() + seconds * 1000)
  expect(afterLookUp(found, askedAt, { takenAt })).toBe(is)
})
