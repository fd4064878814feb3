import { expect, test } from 'vitest'
import { testEngine } from '../../../test/engine.ts'
import { testServer } from '../../../test/server.ts'
import { seed } from './demo.ts'

test('the demo has two concerts on sale, once, each with its picture; the large one behind a room', async () => {
  const engine = await testEngine()
  const { anyone, owner: newOwner } = await testServer(engine)
  const owner = await newOwner()
  const { body: account } = await owner<{ id: string }>('GET', '/v1/me')
  const ownerId = account.id
  await seed(engine, ownerId)
  await seed(engine, ownerId)
  interface List {
    data: { id: string; name: string; image: object | null }[]
  }
  const { body } = await anyone<List>('GET', '/v1/concerts')
  expect(body.data.map(({ name, image }) => [name, image !== null])).toEqual([
    ['겨울밤의 첼로', true],
    ['도시의 밤, 백 사람의 오케스트라', true],
  ])
  interface Dates {
    data: { status: string; remaining: number; prices: object }[]
  }
  const [small, large] = await Promise.all(
    body.data.map(({ id }) => owner<Dates>('GET', `/v1/concerts/${id}/performances`)),
  )
  expect(small?.body.data.map(({ status, remaining }) => [status, remaining])).toEqual([
    ['on-sale', 50],
    ['on-sale', 50],
    ['on-sale', 50],
    ['on-sale', 50],
  ])
  expect(large?.body.data.map(({ status, remaining }) => [status, remaining])).toEqual([
    ['on-sale', 2_000],
    ['on-sale', 2_000],
    ['upcoming', 2_000],
  ])
  expect(large?.body.data[0]?.prices).toEqual({ least: 66_000, most: 165_000 })
  const rooms = await Promise.all(
    body.data.map(({ id }) => anyone('GET', `/v1/stores/${id}/waiting-room`)),
  )
  expect(rooms.map(({ status }) => status)).toEqual([404, 200])
  await engine.close()
})
