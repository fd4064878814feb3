import { expect, test } from 'vitest'
import { charge, expectSound, pass, pay, press, start } from '../../../test/paying.ts'
import type { Person } from '../../../test/server.ts'
import { sql } from '../../postgres/sql.ts'
import { accountIdOf, done, type LotView, openAuctions, runJobs, typeOf } from './lot.fixture.ts'

const { auctions, onLot, givenLot, bid, lot, end, terms, wins, wall } = openAuctions()

/** Names the booker of a won lot's order, and pays it. */
async function payWin(by: Person, orderId: string): Promise<void> {
  const booker = { name: '안나', phone: '010-1234-5678', message: '' }
  await done(by('PUT', `/v1/bookings/${orderId}/booker`, booker))
  const buyerId = await accountIdOf(by)
  const { auctionId: storeId, engine } = auctions
  await pay(engine, { storeId, buyerId, order: { id: orderId } } as never)
}

test('a won lot is ordered once, paid, and handed over', async () => {
  const { lotId } = await givenLot({ reserve: 30_000 })
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(bid(ann, lotId, 40_000))
  await done(bid(bob, lotId, 35_000))
  await end(lotId)
  expect(await lot(lotId)).toMatchObject({ stage: 'sold', price: 36_000, leader: 1 })
  const { data } = await wins(ann)
  const [win] = data
  expect(win).toMatchObject({ lotId, amount: 36_000, stage: 'to-pay', kind: 'hammer' })
  expect((await wins(bob)).data).toEqual([])
  const storeId = auctions.auctionId
  await done(
    ann('PUT', `/v1/bookings/${win?.orderId}/booker`, {
      name: '안나',
      ...{ phone: '010-1234-5678', message: '' },
    }),
  )
  await pay(auctions.engine, {
    storeId,
    buyerId: await accountIdOf(ann),
    order: { id: win?.orderId ?? '' },
  } as never)
  await runJobs(auctions.engine)
  expect((await wins(ann)).data[0]).toMatchObject({ stage: 'paid' })
  const cancel = `/v1/orders/${win?.orderId}/cancellation`
  await done(auctions.seller('POST', onLot(lotId, '/hand-over')))
  expect(typeOf(await ann('POST', cancel, {}))).toBe('lot-handed-over')
  await done(ann('POST', onLot(lotId, '/win/receipt')))
  expect(typeOf(await ann('POST', cancel, {}))).toBe('lot-handed-over')
  expect((await wins(ann)).data[0]?.receivedAt).not.toBeNull()
  await expectSound(auctions.engine)
})

test('a win that is left unpaid lapses, marks the account, and is offered to the next bidder', async () => {
  await terms({ unpaidMost: 0 })
  const { lotId } = await givenLot()
  await terms({ unpaidMost: 2 })
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(bid(bob, lotId, 30_000))
  await done(bid(ann, lotId, 50_000))
  await end(lotId)
  expect(typeOf(await auctions.seller('POST', onLot(lotId, '/second-chance')))).toBe('lot-taken')
  await auctions.engine.advance(2 * 24 * 3600 + 1)
  expect((await wins(ann)).data[0]).toMatchObject({ stage: 'lapsed' })
  await runJobs(auctions.engine)
  const offered = await done(auctions.seller<LotView>('POST', onLot(lotId, '/second-chance')))
  expect(offered).toMatchObject({ win: { kind: 'second-chance', amount: 30_000 } })
  expect((await wins(bob)).data[0]).toMatchObject({ amount: 30_000, stage: 'to-pay' })
  expect(typeOf(await ann('POST', onLot(lotId, '/order'), {}))).toBe('not-won')
  expect(typeOf(await auctions.seller('POST', onLot(lotId, '/second-chance')))).toBe('lot-taken')
  const next = await givenLot()
  await terms({ unpaidMost: 0 })
  const strict = await givenLot()
  await terms({ unpaidMost: 2 })
  expect(await done(bid(ann, next.lotId, 20_000))).toMatchObject({ number: 1 })
  expect(typeOf(await bid(ann, strict.lotId, 20_000))).toBe('too-many-unpaid-wins')
})

test('a lapsed win is offered or listed again before any job has written it down', async () => {
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  const sold = async () => {
    const { lotId } = await givenLot()
    await done(bid(bob, lotId, 30_000))
    await done(bid(ann, lotId, 50_000))
    await end(lotId)
    return lotId
  }
  const [offered, listed] = [await sold(), await sold()]
  await auctions.engine.advance(2 * 24 * 3600 + 1)
  await done(auctions.seller('POST', onLot(offered, '/second-chance')))
  const endsAt = await wall(3600)
  await done(auctions.seller('POST', onLot(listed, '/relisting'), { endsAt }))
  await runJobs(auctions.engine)
  expect((await wins(ann)).data.map(({ stage }) => stage)).toEqual(['lapsed', 'lapsed'])
  const { unpaid } = await auctions.engine.house.one<{ unpaid: number }>(sql`
    select count(*)::integer as unpaid from unpaid_wins where account_id = ${await accountIdOf(ann)}
  `)
  expect(unpaid).toBe(2)
})

test('a win that is canceled right after its payment is over, and marks nobody', async () => {
  const { lotId } = await givenLot()
  const ann = await auctions.house.customer()
  await done(bid(ann, lotId, 30_000))
  await end(lotId)
  const orderId = (await wins(ann)).data[0]?.orderId ?? ''
  await payWin(ann, orderId)
  await done(ann('POST', `/v1/orders/${orderId}/cancellation`, {})) // before a job has seen the payment
  expect((await wins(ann)).data[0]).toMatchObject({ stage: 'canceled' })
  expect(typeOf(await ann('POST', onLot(lotId, '/order'), {}))).toBe('not-won')
  const listed = await done(ann<{ data: object[] }>('GET', '/payments/winning-bid-list'))
  expect(listed.data).toEqual([])
  await auctions.engine.advance(2 * 24 * 3600 + 1)
  await runJobs(auctions.engine)
  expect((await wins(ann)).data[0]).toMatchObject({ stage: 'canceled', orderId })
  const { unpaid } = await auctions.engine.house.one<{ unpaid: number }>(sql`
    select count(*)::integer as unpaid from unpaid_wins where account_id = ${await accountIdOf(ann)}
  `)
  expect(unpaid).toBe(0)
})

test('handed over and canceled at the same moment, a lot is one of them', async () => {
  const ann = await auctions.house.customer()
  for (let round = 0; round < 6; round++) {
    const { lotId } = await givenLot({ buyNow: 80_000 })
    await done(ann('POST', onLot(lotId, '/purchase'), { price: 80_000 }))
    const orderId = (await wins(ann)).data.find((win) => win.lotId === lotId)?.orderId ?? ''
    await payWin(ann, orderId)
    const both = await Promise.all([
      auctions.seller('POST', onLot(lotId, '/hand-over')),
      ann('POST', `/v1/orders/${orderId}/cancellation`, {}),
    ])
    expect(both.filter(({ status }) => status < 300)).toHaveLength(1)
  }
})

test('a lot whose buyer took the money back can be offered or listed again', async () => {
  const { lotId } = await givenLot()
  const ann = await auctions.house.customer()
  await done(bid(ann, lotId, 30_000))
  await end(lotId)
  const orderId = (await wins(ann)).data[0]?.orderId ?? ''
  await payWin(ann, orderId)
  await runJobs(auctions.engine)
  await done(ann('POST', `/v1/orders/${orderId}/cancellation`, {}))
  expect((await wins(ann)).data[0]).toMatchObject({ stage: 'canceled' })
  expect(typeOf(await ann('POST', onLot(lotId, '/order'), {}))).toBe('not-won')
  await done(auctions.seller('POST', onLot(lotId, '/relisting'), { endsAt: await wall(3600) }))
})

test('a lot that nobody paid for is listed again, and the old one can be sold no more', async () => {
  const { lotId } = await givenLot()
  const ann = await auctions.house.customer()
  await done(bid(ann, lotId, 30_000))
  await end(lotId)
  await auctions.engine.advance(2 * 24 * 3600 + 1)
  await runJobs(auctions.engine)
  const again = await done(
    auctions.seller<LotView>('POST', onLot(lotId, '/relisting'), { endsAt: await wall(3600) }),
  )
  expect(again).toMatchObject({ relistedFrom: lotId, price: null, stage: 'live' })
  const twice = { endsAt: await wall(3600) }
  expect(typeOf(await auctions.seller('POST', onLot(lotId, '/relisting'), twice))).toBe(
    'lot-relisted-already',
  )
})

test('the deposit of a winner who does not pay is kept, also where the winner leaves', async () => {
  await terms({ deposit: 5_000 })
  const lots = [await givenLot(), await givenLot({}, 30_000)]
  await terms({ deposit: 0 })
  const people = [await auctions.house.customer(), await auctions.house.customer()]
  const orderIds: string[] = []
  for (const [index, { lotId }] of lots.entries()) {
    const person = people[index] ?? auctions.house.anyone
    const { id } = await done(person<{ id: string }>('POST', onLot(lotId, '/deposit')))
    const buyerId = await accountIdOf(person)
    const { auctionId: storeId } = auctions
    await pay(auctions.engine, { storeId, buyerId, order: { id } } as never)
    expect(typeOf(await person('POST', onLot(lotId, '/deposit')))).toBe('deposit-paid')
    orderIds.push(id)
    await done(bid(person, lotId, 30_000))
    await end(lotId)
  }
  await done(
    people[1]?.('DELETE', '/v1/me', { password: 'correct horse battery' }) ??
      Promise.reject(new Error('nobody')),
  )
  await auctions.engine.advance(2 * 24 * 3600 + 1)
  await runJobs(auctions.engine)
  const orders = await auctions.engine.database.rows<{ status: string }>(sql`
    select status from orders where id = any(${orderIds}::uuid[])
  `)
  expect(orders.map(({ status }) => status)).toEqual(['paid', 'paid'])
})

test('money that is found after a win has lapsed: the win is paid, and nothing is held against the buyer', async () => {
  const { lotId } = await givenLot()
  const [ann, bob] = [await auctions.house.customer(), await auctions.house.customer()]
  await done(bid(bob, lotId, 20_000))
  await done(bid(ann, lotId, 30_000))
  await end(lotId)
  const orderId = (await wins(ann)).data[0]?.orderId ?? ''
  const booker = { name: '안나', phone: '010-1234-5678', message: '' }
  await done(ann('PUT', `/v1/bookings/${orderId}/booker`, booker))
  const { engine, auctionId: storeId } = auctions
  const order = await engine.database.one(sql`
    select id, number, amount, currency from orders where id = ${orderId}
  `)
  const held = { storeId, buyerId: await accountIdOf(ann), order } as never
  await engine.advance(2 * 24 * 3600 - 60)
  await charge(engine, held, await press(await start(engine, held), 'pay'))
  await engine.advance(120)
  await done(auctions.seller('POST', onLot(lotId, '/second-chance')))
  await pass(engine, 340)
  await runJobs(auctions.engine)
  expect((await wins(ann)).data[0]).toMatchObject({ stage: 'paid' })
  expect((await wins(bob)).data[0]).toMatchObject({ stage: 'canceled' })
  await done(ann('POST', onLot(lotId, '/win/receipt')))
  const marks = await auctions.engine.house.rows(sql`
    select 1 from unpaid_wins where account_id = ${await accountIdOf(ann)}
  `)
  expect(marks).toEqual([])
})
