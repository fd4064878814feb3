import { expect, test } from 'vitest'
import { testEngine } from '../../test/engine.ts'
import { bigints, instants as instantsOf, integers, literal, texts, uuids } from './literal.ts'
import { sql } from './sql.ts'

test('what is written as an array is read by PostgreSQL as the same', async () => {
  const engine = await testEngine()
  const words = [
    'plain',
    '',
    ' ',
    'null',
    'NULL',
    'a,b',
    '{x}',
    '"',
    '\\',
    '\\"',
    '집밥',
    "o'",
    '\n\t',
    null,
  ]
  const instants = [new Date(0), new Date('2026-02-28T14:59:59.999Z'), null]
  const row = await engine.database.one(sql`
    select ${words}::text[] as words, ${texts(words)}::text[] as binary, ${instants}::timestamptz[] as instants,
           ${[1, -2.5, 9e15]}::double precision[] as numbers, ${[true, false]}::boolean[] as truths,
           ${[]}::uuid[] as none
  `)
  expect(row).toEqual({
    words,
    binary: words,
    instants,
    numbers: [1, -2.5, 9e15],
    truths: [true, false],
    none: [],
  })
  await engine.close()
})

test('numbers and instants arrive as they were, to the ends of what they can be', async () => {
  const engine = await testEngine()
  const whole = [0, 1, -1, 2 ** 31 - 1, -(2 ** 31), null]
  const large = [0, -1, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 2 ** 32, -(2 ** 32), null]
  const instants = [new Date(0), new Date('1999-12-31T23:59:59.999Z'), new Date('2100-01-01'), null]
  const row = await engine.database.one(sql`
    select ${integers(whole)}::integer[] as whole, (${bigints(large)}::bigint[])::text[] as large,
           ${instantsOf(instants)}::timestamptz[] as instants, ${integers([])}::integer[] as none
  `)
  expect(row).toEqual({
    whole,
    large: large.map((it) => it?.toString() ?? null),
    instants,
    none: [],
  })
  expect(() => integers([2 ** 31])).toThrow(RangeError)
  expect(() => bigints([0.5])).toThrow(RangeError)
  expect(() => instantsOf([new Date(Number.NaN)])).toThrow(RangeError)
  await engine.close()
})

test('what is no flat list is left to the driver', () => {
  const nested = [['a'], ['b']]
  const bytes = [Buffer.from('a')]
  expect(literal(nested)).toBe(nested)
  expect(literal(bytes)).toBe(bytes)
  expect(literal('{a}')).toBe('{a}')
})

test('ids arrive as they were, nulls and none among them', async () => {
  const engine = await testEngine()
  const ids = [
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    crypto.randomUUID(),
  ]
  const row = await engine.database.one(sql`
    select (${uuids(ids)}::uuid[])::text[] as ids, (${uuids([null, ids[2] ?? ''])}::uuid[])::text[] as nulls,
           (${uuids([])}::uuid[])::text[] as none,
           (${uuids(['ABCDEFAB-CDEF-ABCD-EFAB-CDEFABCDEFAB'])}::uuid[])::text[] as large
  `)
  expect(row).toEqual({
    ids,
    nulls: [null, ids[2]],
    none: [],
    large: ['abcdefab-cdef-abcd-efab-cdefabcdefab'],
  })
  expect(() => uuids(['0'])).toThrow('no uuid')
  await engine.close()
})
