import { expect, test } from 'vitest'
import { testEngine } from '../../../test/engine.ts'
import { testServer } from '../../../test/server.ts'
import { seed } from './demo.ts'

test('the demo shop has thirty products with pictures and three coupons, once', async () => {
  const engine = await testEngine()
  const { anyone, owner: newOwner } = await testServer(engine)
  const owner = await newOwner()
  const { body: account } = await owner<{ id: string }>('GET', '/v1/me')
  await seed(engine, account.id)
  await seed(engine, account.id)

  const markets = await anyone<{ data: { id: string }[] }>('GET', '/v1/markets')
  expect(markets.body.data.length).toBe(1)
  const [market] = markets.body.data
  interface Own {
    data: { title: string; hidden: boolean; images: object[]; variants: { left: number }[] }[]
  }
  const { body } = await owner<Own>('GET', `/v1/markets/${market?.id}/own-products?limit=100`)
  expect(body.data.length).toBe(30)
  expect(body.data.every(({ hidden, images }) => !hidden && images.length === 1)).toBe(true)
  expect(body.data[0]).toMatchObject({
    title: '손물레 머그컵',
    variants: [{ left: 12 }, { left: 3 }, { left: 0 }],
  })
  const coupons = await owner<{ data: { code: string; state: string }[] }>(
    'GET',
    `/v1/markets/${market?.id}/coupons`,
  )
  expect(coupons.body.data.map(({ state }) => state)).toEqual(['running', 'running', 'running'])
})
