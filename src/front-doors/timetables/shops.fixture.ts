import { afterAll, beforeAll } from 'vitest'
import { type TestEngine, testEngine } from '../../../test/engine.ts'
import { type Person, type TestServer, testServer } from '../../../test/server.ts'

export interface Time {
  id: string
  remaining: number
  basicRemaining: number
  begun: boolean
  startsAt: string
  placeId: string
  date: string
}
interface ShopAnswer {
  shop: { id: string; closed: boolean }
  date: string
  times: Time[]
  moreTimes: boolean
}
export interface Booking {
  id: string
  orderNumber: string
  status: string
  date: string
  time: string
  price: { amount: number }
  booker: { name: string } | null
}

/** A server with an owner of shops, called over HTTP. */
export interface Shops {
  engine: TestEngine
  house: TestServer
  owner: Person
}

/** Starts it for the tests of a file. */
export function openShops() {
  const shops = {} as Shops
  beforeAll(async () => {
    shops.engine = await testEngine()
    shops.house = await testServer(shops.engine)
    shops.owner = await shops.house.owner()
  })
  afterAll(async () => {
    await shops.house.server.close()
    await shops.engine.close()
  })
  return {
    shops,
    async givenShop() {
      const { body } = await shops.owner<{ id: string }>('POST', '/v1/shops', {
        name: '머리하는 날',
        kind: 'hair',
        description: '작은 미용실입니다.',
        timeZone: 'Asia/Seoul',
        currency: 'KRW',
      })
      return body.id
    },
    givenTime: async (shopId: string, draft: object) =>
      (await shops.owner<Time>('POST', `/v1/shops/${shopId}/timetables`, draft)).body.id,
    show: async (shopId: string) =>
      (await shops.house.anyone<ShopAnswer>('GET', `/v1/shops/${shopId}`)).body,
    book: (person: Person, shopId: string, timetableId: string, key?: string) =>
      person<Booking>(
        'POST',
        `/v1/shops/${shopId}/bookings`,
        { timetableId },
        key ? { 'idempotency-key': key } : {},
      ),
  }
}

export const typeOf = ({ body }: { body: { type?: string } }) => body.type?.split('/').at(-1)
