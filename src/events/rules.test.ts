import { expect, test } from 'vitest'
import { nextTry, readMessage } from './rules.ts'

const id = '01a1fcc5-6b23-7cba-9438-0c324424d476'
const cloud = { specversion: '1.0', id: 'A-1', source: '/shops', type: 'remove-timetable' }
const body = { shopId: id }
const name = { id: 'A-1', source: '/shops' }

test.each([
  ['a bare body', { shopId: id }, { subjectId: id, body }],
  ['more than was asked for', { shopId: id, phone: '010' }, { subjectId: id, body }],
  ['in capital letters', { shopId: id.toUpperCase() }, { subjectId: id, body }],
  ['a text of JSON', id, { subjectId: id, body }],
  ['a cloud event', { ...cloud, data: { shopId: id } }, { subjectId: id, body, name }],
  ['with the id as its data', { ...cloud, data: id }, { subjectId: id, body, name }],
  ['with a subject alone', { ...cloud, subject: id }, { subjectId: id, body, name }],
  ['of another version', { ...cloud, specversion: '2.0', data: body }, 'version-unknown'],
  ['without a source', { ...cloud, source: undefined, data: body }, 'name-unreadable'],
  ['a name of control characters', { ...cloud, id: 'a\u0000', data: body }, 'name-unreadable'],
  ['a name that is too long', { ...cloud, id: 'a'.repeat(301), data: body }, 'name-unreadable'],
  ['a cloud event about nobody', { ...cloud, data: null }, 'subject-missing'],
  ['a body about nobody', {}, 'subject-missing'],
  ['a list', [id], 'subject-missing'],
  ['null', null, 'subject-missing'],
  ['a number', { shopId: 42 }, 'subject-unreadable'],
  ['not an id', { shopId: `${id}'` }, 'subject-unreadable'],
])('a message of another service, %s', (_, sent, read) => {
  expect(readMessage(JSON.stringify(sent), 'shopId')).toEqual(read)
})

test.each([
  ['the id alone', ` ${id}\n`, { subjectId: id, body }],
  ['nothing', '', 'subject-missing'],
  ['half of JSON', '{"shopId":', 'subject-unreadable'],
])('a message that is not JSON, %s', (_, text, read) => {
  expect(readMessage(text, 'shopId')).toEqual(read)
})

test('each backoff is longer than the last, and the seventh try is the last', () => {
  const now = new Date('2026-11-27T09:00:00Z')
  const pauses = [1, 2, 3, 4, 5, 6].map((tries) => Number(nextTry(tries, now)) - Number(now))
  expect(pauses).toEqual([1_000, 5_000, 30_000, 120_000, 600_000, 1_800_000])
  expect(nextTry(7, now)).toBeUndefined()
})
