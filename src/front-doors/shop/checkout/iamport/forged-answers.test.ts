import { expect, test } from 'vitest'
import { wired } from '../../../../../test/paying.ts'
import { testServer } from '../../../../../test/server.ts'
import { openIamport } from './iamport.fixture.ts'

// What iamport answers and is not exactly the order's never makes an order paid. The sandbox has charged the
// buyer each time: only its answer to us is another on the way.

const { shop, givenUntold, statusOf } = openIamport()

type Told = Readonly<Record<string, unknown>>

const custom = (told: Told, part: RegExp, becomes: string) => ({
  ...told,
  custom_data: `${told.custom_data}`.replace(part, becomes),
})

test.each<[string, (told: Told) => Told]>([
  ['amount', (told) => ({ ...told, amount: 100 })],
  ['currency', (told) => ({ ...told, currency: 'USD' })],
  ['merchant id', (told) => ({ ...told, merchant_uid: 'another-1' })],
  ['transaction', (told) => ({ ...told, imp_uid: 'imp_111111111111' })],
  ['status: failed', (told) => ({ ...told, status: 'failed' })],
  ['status: ready', (told) => ({ ...told, status: 'ready' })],
  ['status that nobody knows', (told) => ({ ...told, status: 'levitating' })],
  ['status: canceled', (told) => ({ ...told, status: 'cancelled', cancel_amount: told.amount })],
  ['tax-free part', (told) => custom(told, /"taxFree":\d+/, '"taxFree":1')],
  ['order', (told) => custom(told, /"orderNumber":"[^"]*"/, '"orderNumber":"x"')],
  ['buyer', (told) => custom(told, /"buyer":"[^"]*"/, '"buyer":"x"')],
  ['channel', (told) => ({ ...told, sandbox: !told.sandbox })],
  ['contract', (told) => ({ ...told, pg_id: 'another' })],
])('another %s is refused, and pays nothing', async (_, change) => {
  const paid = await givenUntold()
  let lies = 0
  const lying = await testServer(
    wired(shop.engine, async (url, init) => {
      const answer = await fetch(url, init)
      if (!`${url}`.includes('/payments/find')) return answer
      lies += 1
      const told = (await answer.json()) as { response: Told & { list: Told[] } }
      const response = { ...told.response, list: told.response.list.map(change) }
      return Response.json({ ...told, response })
    }),
  )
  const { authorization } = shop.ann
  const answer = await lying.anyone('POST', '/order/validation/', paid, { authorization })
  await lying.server.close()
  expect(lies).toBeGreaterThan(0)
  expect(answer.status).toBe(409)
  expect(await statusOf(paid.order_id)).not.toBe('paid')
})
