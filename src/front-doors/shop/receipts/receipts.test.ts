import { expect, test } from 'vitest'
import { done, typeOf } from '../checkout/market.fixture.ts'
import { openSent } from '../parcels/sent.fixture.ts'

const { market, at, goods, seller, buy, own, send, ask, request, handle } = openSent()

const business = {
  ...{ company: '달빛 그릇', representative: '박사장', businessNumber: '1248100998' },
  ...{ mailOrderNumber: '2026-서울강남-01234', address: '서울특별시 강남구 테헤란로 1' },
  ...{ phone: '02-1234-5678', email: 'shop@example.com', returnFee: 2_500 },
}

test('a seller says who sells, and everybody may read it', async () => {
  const nobody = await done(market.house.anyone<typeof business>('GET', at('/business')))
  expect(nobody).toMatchObject({ company: '', returnFee: 3_000 })
  const put = (body: object) => seller()('PUT', at('/business'), body)
  expect(typeOf(await put({ ...business, businessNumber: '124-81-00999' }))).toBe(
    'business-number-wrong',
  )
  await done(put({ ...business, email: null }))
  await done(put(business))
  expect(await done(market.house.anyone('GET', at('/business')))).toEqual({
    ...business,
    businessNumber: '124-81-00998',
  })
  const other = await market.house.owner()
  expect(typeOf(await other('PUT', at('/business'), business))).toBe('market-missing')
})

test('a receipt is a PDF for the buyer, a statement one for the seller', async () => {
  const mug = await goods({ price: 30_000, taxFree: true })
  const bought = await buy([[mug, 2]], 60_000)
  const receipt = await bought.buyer<string>(
    'GET',
    `/v1/market-orders/${bought.orderId}/receipt.pdf`,
  )
  expect(receipt.headers['content-type']).toBe('application/pdf')
  expect(`${receipt.body}`.slice(0, 5)).toBe('%PDF-')
  const path = at(`/orders/${bought.orderId}/statement.pdf`)
  expect((await seller()('GET', path)).headers['content-type']).toBe('application/pdf')
  const other = await market.house.owner()
  expect(typeOf(await other('GET', path))).toBe('market-missing')
})

test('sales are by day and product, with what came back', async () => {
  const [mug, cup] = [await goods({ price: 30_000 }), await goods({ title: '찻잔', price: 9_999 })]
  const bought = await buy(
    [
      [mug, 2],
      [cup, 1],
    ],
    69_999,
  )
  await send(bought)
  const { lines } = await own(bought)
  const placeId = lines.find(({ what }) => what.ko === '머그컵')?.placeId ?? ''
  const back = { kind: 'return', reason: 'defective', lines: [{ placeId, quantity: 1 }] }
  const { refund } = await done(ask(bought, back))
  const { returns } = await done(request(bought, { ...back, refund: refund.amount }))
  const returnId = returns[0]?.returnId ?? ''
  for (const step of ['approval', 'collection']) await done(handle(returnId, step))
  await done(handle(returnId, 'completion', { restock: false }))
  const dates = `?from=${market.today}&to=${market.today}`
  const sales = await done(seller()<object>('GET', at(`/sales${dates}`)))
  expect(sales).toMatchObject({
    days: [{ orders: 1, units: 3, taken: { amount: 69_999 }, returned: { amount: 30_000 } }],
    products: [
      { title: '머그컵', units: 2, returnedUnits: 1, taken: { amount: 60_000 } },
      { title: '찻잔', units: 1, returnedUnits: 0, taken: { amount: 9_999 } },
    ],
  })
  const csv = await seller()('GET', at(`/sales.csv${dates}`), undefined, {
    'accept-language': 'ko',
  })
  expect(`${csv.body}`).toContain(`${market.today},머그컵,2,1,KRW,60000,30000`)
  expect(typeOf(await seller()('GET', at('/sales?from=2024-01-01&to=2026-01-01')))).toBe(
    'sales-too-long',
  )
})

test('what is sent in exchange was sold once', async () => {
  const mug = await goods({ price: 30_000 })
  const bought = await buy([[mug, 2]], 60_000)
  await send(bought)
  const [{ placeId = '' } = {}] = (await own(bought)).lines
  const swap = { kind: 'exchange', reason: 'defective', lines: [{ placeId, quantity: 1 }] }
  const asked = { ...swap, exchangeVariantId: mug.variantId, refund: 0 }
  const { returns } = await done(request(bought, asked))
  await done(handle(returns[0]?.returnId ?? '', 'approval'))
  const sales = await done(seller()<object>('GET', at('/sales')))
  expect(sales).toMatchObject({
    days: [{ orders: 1, units: 2, returned: { amount: 0 } }],
    products: [{ units: 2, returnedUnits: 0, taken: { amount: 60_000 } }],
  })
})
