import { beforeAll, expect, test } from 'vitest'
import { openTestProduct, slow, type TestProduct, verdict } from './test-product.fixture.ts'

let product: TestProduct
beforeAll(async () => {
  product = await openTestProduct()
  return product.close
})

test('a claim needs an idempotency key, bound to the caller and the request', async () => {
  expect(verdict(await product.drink(undefined))).toEqual([400, 'idempotency-key-missing'])
  expect(verdict(await product.drink('with space'))).toEqual([400, 'idempotency-key-missing'])
  expect(verdict(await product.drink('x'.repeat(256)))).toEqual([400, 'idempotency-key-missing'])
  const [mine, again, other] = [
    await product.drink('k'),
    await product.drink('k'),
    await product.drink('k', product.as('owner')),
  ]
  expect(mine.json()).toEqual(again.json())
  expect(mine.json().scope).not.toBe(other.json().scope)
  expect(mine.headers['idempotent-replayed']).toBe(undefined)
  expect((await product.drink('seen')).headers['idempotent-replayed']).toBe('true')
})

test('a request whose key is still in flight is refused with 409', async () => {
  const running = product.drink('slow', { 'x-slow': '1' }).then(({ statusCode }) => statusCode)
  await expect.poll(() => slow.finish).toBeDefined()
  const second = await product.drink('slow')
  expect(verdict(second)).toEqual([409, 'idempotency-key-in-flight'])
  expect(second.headers['retry-after']).toBe('1')
  slow.finish?.()
  expect(await running).toBe(200)
})
