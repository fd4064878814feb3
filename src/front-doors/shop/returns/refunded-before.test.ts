import { expect, test } from 'vitest'
import { tick } from '../../../../test/paying.ts'
import type { Id } from '../../../kernel/id.ts'
import { refundPayment } from '../../../payments/store-refund.ts'
import { sql } from '../../../postgres/sql.ts'
import { done, typeOf } from '../checkout/market.fixture.ts'
import { writeOrderMail } from '../parcels/mails/write.ts'
import type { Bought, ShopReturn } from '../parcels/sent.fixture.ts'
import { quoteRefunded } from './refunded.ts'
import { fault, mind, openReturns } from './returned.fixture.ts'

const shop = openReturns()
const { market, at, goods, seller, buy, own, send, ask, request, handle, placeOf, refunded } = shop

/** The seller refunds some of an order, and names no goods. */
async function refund({ orderId }: Bought, amount: number): Promise<void> {
  const { engine, marketId: storeId } = market
  const { paymentId, ownerId } = await engine.database.one<Record<'paymentId' | 'ownerId', string>>(
    sql`select p.id as "paymentId", s.owner_id as "ownerId"
          from payments p join stores s on s.id = p.store_id
         where p.order_id = ${orderId} and p.fulfilled_at is not null`,
  )
  const by = { callerId: ownerId as Id<'Account'>, everyStore: false }
  const once = { scope: ownerId, key: engine.newId(), fingerprint: `${amount}` }
  const of = { storeId: storeId as Id<'Store'>, paymentId: paymentId as Id<'Payment'> }
  await refundPayment(engine, { by, ...of, amount, reason: '흠집 보상', once })
  await tick(engine)
  const event = { id: engine.newId(), topic: 'order.refunded', body: {}, at: new Date() }
  await quoteRefunded.handle(engine, { ...event, storeId, subjectId: orderId })
}

/** Two of 9,000 for 21,000 with delivery, arrived. */
async function arrived(): Promise<Bought & { readonly placeId: string }> {
  const bought = await buy([[await goods({ price: 9_000, stocked: 10 }), 2]], 21_000)
  await send(bought)
  return { ...bought, placeId: await placeOf(bought) }
}

const linesOf = ({ placeId }: { readonly placeId: string }, quantity: number) => ({
  lines: [{ placeId, quantity }],
})

async function requested(bought: Bought, body: object): Promise<string> {
  const { refund: told } = await done(ask(bought, body))
  const { returns } = await done(request(bought, { ...body, refund: told.amount }))
  return returns.at(-1)?.returnId ?? ''
}

async function completed(returnId: string): Promise<ShopReturn> {
  await done(handle(returnId, 'approval'))
  await done(handle(returnId, 'collection'))
  const given = await done(handle(returnId, 'completion', { restock: true }))
  await tick(market.engine)
  return given
}

const sums = (fee: number, refundedBefore: number, sum: number) => ({
  ...{ goods: { amount: 18_000 }, fee: { amount: fee } },
  ...{ refundedBefore: { amount: refundedBefore }, refund: { amount: sum } },
})
const atDesk = async (returnId: string) => {
  const { data } = await done(seller()<{ data: ShopReturn[] }>('GET', at('/returns')))
  return data.find((one) => one.returnId === returnId)
}

test('what was refunded before the request is taken off what comes back', async () => {
  const bought = await arrived()
  await refund(bought, 100)
  const body = { ...fault, ...linesOf(bought, 2) }
  expect(await done(ask(bought, body))).toMatchObject(sums(3_000, 100, 20_900))
  expect(typeOf(await request(bought, { ...body, refund: 21_000 }))).toBe('return-quote-changed')
  const returnId = await requested(bought, body)
  expect(await atDesk(returnId)).toMatchObject({ quote: sums(3_000, 100, 20_900) })
  expect(await completed(returnId)).toMatchObject({ quote: sums(3_000, 100, 20_900) })
  expect(await refunded(bought)).toBe(21_000)
})

test('what is refunded while a return is open is taken off it, on both screens and in its mail', async () => {
  const bought = await arrived()
  const returnId = await requested(bought, { ...fault, ...linesOf(bought, 2) })
  await refund(bought, 100)
  const expected = sums(3_000, 100, 20_900)
  expect(await atDesk(returnId)).toMatchObject({ quote: expected })
  expect((await own(bought)).returns).toMatchObject([{ quote: expected }])
  expect(await completed(returnId)).toMatchObject({ quote: expected })
  expect(await refunded(bought)).toBe(21_000)
  const { id: mailId } = await market.engine.database.one<{ id: string }>(sql`
    select id from shop_mails where order_id = ${bought.orderId} and kind = 'return-done'
  `)
  const mailAsk = { storeId: market.marketId, mailId, kind: 'door' }
  const mail = await writeOrderMail(market.engine, mailAsk as Parameters<typeof writeOrderMail>[1])
  expect(mail?.text).toContain('이미 환불된 금액: 100원')
})

test('several open returns: the last one of them gets what is left', async () => {
  const bought = await arrived()
  const body = { ...fault, ...linesOf(bought, 1) }
  const [first, second] = [await requested(bought, body), await requested(bought, body)]
  await refund(bought, 5_000)
  expect(await atDesk(first)).toMatchObject({ quote: { refund: { amount: 9_000 } } })
  expect(await atDesk(second)).toMatchObject({
    quote: { refundedBefore: { amount: 5_000 }, refund: { amount: 7_000 } },
  })
  // The other way round it is the first one.
  expect(await completed(second)).toMatchObject({ quote: { refund: { amount: 9_000 } } })
  expect(await atDesk(first)).toMatchObject({
    quote: { refundedBefore: { amount: 5_000 }, refund: { amount: 7_000 } },
  })
  await refund(bought, 1_000)
  expect(await completed(first)).toMatchObject({
    quote: { refundedBefore: { amount: 6_000 }, refund: { amount: 6_000 } },
  })
  expect(await refunded(bought)).toBe(21_000)
})

test('of a change of mind, what is kept and was refunded is said apart, and all is paid', async () => {
  const bought = await arrived()
  await refund(bought, 10_000)
  const body = { ...mind, ...linesOf(bought, 2) }
  expect(await done(ask(bought, body))).toMatchObject({
    ...{ goods: { amount: 18_000 }, returnFee: { amount: 3_000 } },
    ...{ refundedBefore: { amount: 10_000 }, refund: { amount: 5_000 } },
  })
  expect(await completed(await requested(bought, body))).toMatchObject({
    quote: { refund: { amount: 5_000 } },
  })
  expect(await refunded(bought)).toBe(15_000)
})

test('where all was refunded by hand, goods may still come back for nothing', async () => {
  const bought = await arrived()
  await refund(bought, 20_999)
  expect(await done(ask(bought, { ...fault, ...linesOf(bought, 2) }))).toMatchObject({
    refund: { amount: 1 },
  })
})
