import { expect, test } from 'vitest'
import { problemOf } from './problem.ts'

const refused = (code: string) =>
  Object.assign(new Error('refused'), { severity: 'ERROR', code, statusCode: 400 })

test.each([
  ['a wrong column', '42703', 'unexpected'],
  ['a wrong table', '42P01', 'unexpected'],
  ['wrong syntax', '42601', 'unexpected'],
  ['a text that is no number', '22P02', 'unexpected'],
  ['a refusing constraint', '23514', 'unexpected'],
  ['a lock that was not got', '55P03', 'busy'],
  ['a server that shuts down', '57P01', 'unavailable'],
])('%s in SQL is not the fault of the request, whatever the error carries', (_, code, type) => {
  expect(problemOf(refused(code) as never).type).toBe(type)
})

test('a request that Fastify cannot read is malformed', () => {
  const unread = Object.assign(new Error('aborted'), { code: 'ECONNRESET', statusCode: 400 })
  expect(problemOf(unread as never).type).toBe('malformed')
})
