import { beforeAll, expect, test } from 'vitest'
import { type Cups, openCups, slow, verdict } from './cups.fixture.ts'

let cups: Cups
beforeAll(async () => {
  cups = await openCups()
  return cups.close
})

test('where a claim or money moves a key is needed, and it belongs to who asked and to what', async () => {
  expect(verdict(await cups.drink(undefined))).toEqual([400, 'idempotency-key-missing'])
  expect(verdict(await cups.drink('with space'))).toEqual([400, 'idempotency-key-missing'])
  expect(verdict(await cups.drink('x'.repeat(256)))).toEqual([400, 'idempotency-key-missing'])
  const [mine, again, other] = [
    await cups.drink('k'),
    await cups.drink('k'),
    await cups.drink('k', cups.as('owner')),
  ]
  expect(mine.json()).toEqual(again.json())
  expect(mine.json().scope).not.toBe(other.json().scope)
  expect(mine.headers['idempotent-replayed']).toBe(undefined)
  expect((await cups.drink('seen')).headers['idempotent-replayed']).toBe('true')
})

test('a request whose key is still running is told to wait', async () => {
  const running = cups.drink('slow', { 'x-slow': '1' }).then(({ statusCode }) => statusCode)
  await expect.poll(() => slow.finish).toBeDefined()
  const second = await cups.drink('slow')
  expect(verdict(second)).toEqual([409, 'idempotency-key-in-flight'])
  expect(second.headers['retry-after']).toBe('1')
  slow.finish?.()
  expect(await running).toBe(200)
})
