import { expect, test } from 'vitest'
import { pay } from '../../../test/paying.ts'
import { codeFor } from '../../accounts/phone/code.fixture.ts'
import { accountIdOf, done, type LotView, openAuctions, runJobs, typeOf } from './lot.fixture.ts'

const { auctions, at, onLot, givenLot, bid, lot, end, terms, wins, wall } = openAuctions()

test('a bid leads at the start price; a higher maximum of another takes it a step above', async () => {
  const { lotId } = await givenLot()
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  const first = await done(bid(ann, lotId, 50_000))
  expect(first).toMatchObject({ outcome: 'leading', number: 1, bidder: 1 })
  expect(await lot(lotId)).toMatchObject({ price: 10_000, leader: 1, next: 11_000, bids: 1 })
  expect(await done(bid(bob, lotId, 20_000))).toMatchObject({ outcome: 'outbid', number: 2 })
  expect(await lot(lotId)).toMatchObject({ price: 21_000, leader: 1, bids: 2 })
  expect(await done(bid(bob, lotId, 60_000))).toMatchObject({ outcome: 'leading', number: 3 })
  expect(await lot(lotId)).toMatchObject({ price: 52_000, leader: 2, next: 54_000 })
  const { data } = await done(
    auctions.house.anyone<{ data: { number: number; amount: number }[] }>(
      'GET',
      onLot(lotId, '/bids'),
    ),
  )
  expect(data.map(({ number, amount }) => [number, amount])).toEqual([
    [1, 10_000],
    [2, 20_000],
    [3, 52_000],
  ])
})

test('no answer says the maximum of another, or the reserve', async () => {
  const { lotId } = await givenLot({ reserve: 77_777 })
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(bid(ann, lotId, 66_666))
  const answers = [
    await bid(bob, lotId, 5_000),
    await bid(bob, lotId, 20_000),
    await auctions.house.anyone('GET', onLot(lotId)),
    await auctions.house.anyone('GET', onLot(lotId, '/bids')),
    await auctions.house.anyone('GET', '/v1/lots?stage=live'),
    await bob('GET', onLot(lotId, '/mine')),
    await bob('GET', '/v1/me/lots'),
  ]
  for (const { body } of answers) expect(JSON.stringify(body)).not.toMatch(/66.?666|77.?777/)
  expect(await lot(lotId)).toMatchObject({ reserve: 'not-met', price: 21_000 })
})

test('a bid in the last thirty seconds makes them begin anew, up to the last end', async () => {
  await terms({ extendMostSeconds: 40 })
  const { lotId, endsAt, hardEndsAt } = await givenLot()
  await terms({ extendMostSeconds: 1800 })
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  const left = (new Date(endsAt).getTime() - Date.now()) / 1000
  const { now } = await lot(lotId)
  await auctions.engine.advance((new Date(endsAt).getTime() - new Date(now).getTime()) / 1000 - 10)
  expect(left).toBeGreaterThan(0)
  const first = await done(bid(ann, lotId, 12_000))
  const moved = new Date(first.lot.endsAt).getTime() - new Date(endsAt).getTime()
  expect(moved).toBeGreaterThan(15_000)
  expect(moved).toBeLessThan(30_000)
  await auctions.engine.advance(25)
  await done(bid(bob, lotId, 20_000))
  expect((await lot(lotId)).endsAt).toBe(hardEndsAt)
  await end(lotId)
  expect(typeOf(await bid(ann, lotId, 90_000))).toBe('lot-closed')
})

test.each<[string, number, object, string]>([
  ['below the start price', 9_999, {}, 'bid-too-low'],
  ['ten times above', 110_000, {}, 'bid-unusual'],
  ['above the limit', 1_000_000_001, {}, 'bid-too-high'],
])('a bid %s is refused', async (_, amount, more, problem) => {
  const { lotId } = await givenLot()
  const ann = await auctions.house.customer()
  expect(typeOf(await bid(ann, lotId, amount, more))).toBe(problem)
  expect((await lot(lotId)).bids).toBe(0)
})

test('an unusual amount that is confirmed is accepted', async () => {
  const { lotId } = await givenLot()
  const ann = await auctions.house.customer()
  expect(await done(bid(ann, lotId, 500_000, { isSure: true }))).toMatchObject({ number: 1 })
})

test('the seller cannot bid, nor anybody before the start or on another auction’s path', async () => {
  const { lotId } = await givenLot()
  expect(typeOf(await bid(auctions.seller, lotId, 20_000))).toBe('own-lot')
  const ann = await auctions.house.customer()
  const later = await givenLot({ startsAt: await wall(600) }, 7200)
  expect(typeOf(await bid(ann, later.lotId, 20_000))).toBe('lot-not-started')
  const elsewhere = `/v1/auctions/${auctions.engine.newId()}/lots/${lotId}/bids`
  expect(typeOf(await ann('POST', elsewhere, { amount: 20_000 }))).toBe('lot-missing')
})

test('a lot is withdrawn only while nobody has bid', async () => {
  const { lotId } = await givenLot()
  await done(auctions.seller('POST', onLot(lotId, '/withdrawal')))
  const ann = await auctions.house.customer()
  expect(typeOf(await bid(ann, lotId, 20_000))).toBe('lot-closed')
  const other = await givenLot()
  await done(bid(ann, other.lotId, 20_000))
  expect(typeOf(await auctions.seller('POST', onLot(other.lotId, '/withdrawal')))).toBe(
    'lot-has-bids',
  )
})

test('bought at once, a lot is closed for everybody', async () => {
  const { lotId } = await givenLot({ buyNow: 80_000 })
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  expect(await lot(lotId)).toMatchObject({ buyNow: 80_000 })
  const purchase = (by: typeof ann, id: string, price: number) =>
    by('POST', onLot(id, '/purchase'), { price })
  expect(typeOf(await purchase(ann, lotId, 79_000))).toBe('buy-now-changed')
  expect(await done(purchase(ann, lotId, 80_000))).toMatchObject({ outcome: 'bought' })
  expect(typeOf(await bid(bob, lotId, 90_000))).toBe('lot-closed')
  expect((await wins(ann)).data[0]).toMatchObject({ lotId, amount: 80_000, kind: 'buy-now' })
  const other = await givenLot({ buyNow: 80_000 })
  await done(bid(bob, other.lotId, 20_000))
  expect(typeOf(await purchase(ann, other.lotId, 80_000))).toBe('no-buy-now')
})

test('a deposit is paid before the first bid, and goes back to all but the winner', async () => {
  await terms({ deposit: 5_000 })
  const { lotId } = await givenLot()
  await terms({ deposit: 0 })
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  expect(typeOf(await bid(ann, lotId, 30_000))).toBe('deposit-missing')
  for (const person of [ann, bob]) {
    const { id } = await done(person<{ id: string }>('POST', onLot(lotId, '/deposit')))
    expect(typeOf(await bid(person, lotId, 30_000))).toBe('deposit-missing')
    const buyerId = await accountIdOf(person)
    await pay(auctions.engine, {
      storeId: auctions.auctionId,
      ...{ buyerId, order: { id } },
    } as never)
  }
  await done(bid(ann, lotId, 30_000))
  await done(bid(bob, lotId, 20_000))
  const stateOf = async (person: typeof ann) =>
    (await done(person<{ deposit: string }>('GET', onLot(lotId, '/mine')))).deposit
  expect([await stateOf(ann), await stateOf(bob)]).toEqual(['paid', 'paid'])
  const bookings = await done(bob<{ data: { id: string }[] }>('GET', '/v1/bookings'))
  const cancel = `/v1/orders/${bookings.data[0]?.id}/cancellation`
  expect(typeOf(await bob('POST', cancel, {}))).toBe('deposit-bound')
  await end(lotId)
  expect([await stateOf(ann), await stateOf(bob)]).toEqual(['paid', 'missing'])
  await auctions.engine.advance(2 * 24 * 3600 + 1)
  expect(await stateOf(ann)).toBe('lost')
  await runJobs(auctions.engine)
  expect(await stateOf(ann)).toBe('lost')
})

test('lists show live lots by their end and closed ones latest first', async () => {
  const soon = await givenLot({ title: '먼저 끝나는 물품' }, 600)
  const late = await givenLot({ title: '나중에 끝나는 물품' }, 900)
  const list = await done(
    auctions.house.anyone<{ data: { lotId: string }[] }>(
      'GET',
      `/v1/lots?stage=live&auctionId=${auctions.auctionId}&title=${encodeURIComponent('끝나는')}`,
    ),
  )
  expect(list.data.map(({ lotId }) => lotId)).toEqual([soon.lotId, late.lotId])
  const mine = await done(auctions.seller<{ data: { lotId: string }[] }>('GET', at('/own-lots')))
  expect(mine.data[0]?.lotId).toBe(late.lotId)
})

test('a lot with bids goes on at an auction that was closed, and its winner can pay', async () => {
  const draft = { name: '닫는 경매장', description: '', timeZone: 'Asia/Seoul', currency: 'KRW' }
  const { id } = await done(auctions.seller<{ id: string }>('POST', '/v1/auctions', draft))
  const base = `/v1/auctions/${id}`
  const lotDraft = { title: '병풍', description: '', category: 'art', startPrice: 10_000 }
  const add = async () => {
    const body = { ...lotDraft, endsAt: await wall(3600) }
    return done(auctions.seller<LotView>('POST', `${base}/lots`, body))
  }
  const [one, other] = [await add(), await add()]
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(ann('POST', `${base}/lots/${one.lotId}/bids`, { amount: 20_000 }))
  await done(auctions.seller('PATCH', base, { closed: true }))
  const higher = { amount: 30_000 }
  expect(typeOf(await bob('POST', `${base}/lots/${other.lotId}/bids`, higher))).toBe('lot-closed')
  await done(bob('POST', `${base}/lots/${one.lotId}/bids`, higher))
  await auctions.engine.advance(3700)
  await runJobs(auctions.engine)
  expect((await wins(bob)).data[0]).toMatchObject({ stage: 'to-pay', orderId: expect.any(String) })
})

test('the lot of a leader who has left is free at once', async () => {
  const { lotId } = await givenLot()
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(bid(bob, lotId, 20_000))
  await done(bid(ann, lotId, 30_000))
  await done(ann('DELETE', '/v1/me', { password: 'correct horse battery' }))
  await end(lotId)
  await done(auctions.seller('POST', onLot(lotId, '/second-chance')))
  expect((await wins(bob)).data[0]).toMatchObject({ amount: 20_000, stage: 'to-pay' })
})

test('a leader who changes the own maximum changes nothing that others see', async () => {
  const { lotId } = await givenLot()
  const ann = await auctions.house.customer()
  await done(bid(ann, lotId, 30_000))
  const { version } = await lot(lotId)
  await done(bid(ann, lotId, 50_000))
  expect((await lot(lotId)).version).toBe(version)
})

test('where the auction asks for a phone, a first bid needs a verified one; a bidder goes on without', async () => {
  const { lotId } = await givenLot()
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(bid(ann, lotId, 20_000))
  const terms = `/v1/stores/${auctions.auctionId}/hold-terms`
  await done(auctions.seller('PUT', terms, { phone: true, payAtOnce: false }))
  expect(typeOf(await bid(bob, lotId, 30_000))).toBe('phone-not-verified')
  await done(bid(ann, lotId, 25_000))
  const phone = '010-4000-0001'
  await done(bob('POST', '/v1/me/verified-phone/code', { phone }))
  const code = await codeFor(auctions.engine, phone)
  await done(bob('POST', '/v1/me/verified-phone', { code }))
  expect(await done(bid(bob, lotId, 30_000))).toMatchObject({ outcome: 'leading' })
  await done(auctions.seller('PUT', terms, { phone: false, payAtOnce: false }))
})
