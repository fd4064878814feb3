import { expect, test } from 'vitest'
import type { AnswerOf } from '../../kernel/endpoint.ts'
import { done, type OwnLot, openAuctions, typeOf } from './lot.fixture.ts'
import type * as owner from './owner-contract.ts'

type Buyers = AnswerOf<typeof owner.listBuyers>
type OwnLots = AnswerOf<typeof owner.listOwnLots>

const { auctions, at, onLot, givenLot, bid, end, wins } = openAuctions()

test('a seller sees who won, page by page, and the named person; nobody else does', async () => {
  const { auctionId, house, seller } = auctions
  const [first, second] = [await givenLot(), await givenLot({ title: '소반' })]
  const [ann, bob] = [await house.customer(), await house.customer()]
  await done(bid(ann, first.lotId, 20_000))
  await done(bid(bob, first.lotId, 15_000))
  await end(first.lotId)
  await end(second.lotId)
  const [won] = (await wins(ann)).data
  const booker = { name: '김하늘', phone: '010-2345-6789', message: '직접 갈게요' }
  await done(ann('PUT', `/v1/bookings/${won?.orderId}/booker`, booker))

  const path = at('/buyers')
  const { data } = await done(seller<Buyers>('GET', path))
  expect(data).toMatchObject([
    { lotId: first.lotId, bidder: 1, stage: 'to-pay', amount: 16_000, orderId: won?.orderId },
  ])
  expect(data[0]?.booker).toMatchObject({ name: '김하늘', message: '직접 갈게요' })
  expect(data[0]?.orderNumber).toBeTruthy()
  const none = await done(seller<Buyers>('GET', `${path}?lotId=${second.lotId}`))
  expect(none.data).toEqual([])
  expect(typeOf(await ann('GET', path))).toBe('not-allowed')
  expect(typeOf(await (await house.owner())<{ type: string }>('GET', path))).toBe('auction-missing')

  const third = await givenLot()
  await done(bid(bob, third.lotId, 12_000))
  await end(third.lotId)
  const newest = await done(seller<Buyers>('GET', `${path}?limit=1`))
  expect(newest.data.map(({ lotId }) => lotId)).toEqual([third.lotId])
  const rest = await done(seller<Buyers>('GET', `${path}?limit=1&cursor=${newest.nextCursor}`))
  expect(rest.data.map(({ lotId }) => lotId)).toEqual([first.lotId])
  expect(rest.nextCursor).toBeNull()
  expect(auctionId).toBe(newest.data[0]?.auctionId)
})

test('a seller reads own lots by stage, and one that is hidden', async () => {
  const { seller, house } = auctions
  const live = await givenLot({ title: '벼루' })
  const withdrawn = await givenLot({ title: '연적' })
  await done(seller('POST', onLot(withdrawn.lotId, '/withdrawal')))
  const list = (stage: string) => done(seller<OwnLots>('GET', at(`/own-lots?stage=${stage}`)))
  expect((await list('live')).data.map(({ lotId }) => lotId)).toEqual([live.lotId])
  expect((await list('withdrawn')).data.map(({ lotId }) => lotId)).toEqual([withdrawn.lotId])
  await done(seller('PATCH', onLot(withdrawn.lotId), { hidden: true }))
  const own = at(`/own-lots/${withdrawn.lotId}`)
  expect(await done(seller<OwnLot>('GET', own))).toMatchObject({ hidden: true, title: '연적' })
  expect(typeOf(await house.anyone('GET', onLot(withdrawn.lotId)))).toBe('lot-missing')
  expect(typeOf(await (await house.owner())('GET', own))).toBe('auction-missing')
})
