import { describe, expect, test } from 'vitest'
import { claimOffered } from '../../../orders/claim.ts'
import { sql } from '../../../postgres/sql.ts'
import {
  done,
  facts,
  mug,
  mugs,
  type OwnProduct,
  openShop,
  openShops,
  typeOf,
} from '../shop.fixture.ts'
import { stockItem } from './offers.ts'
import * as rules from './rules.ts'

const { shops, at, givenProduct, product } = openShops()

/** Holds some of a variant as an order does. */
function hold(variantId: string, quantity: number) {
  const { engine, marketId: storeId } = shops
  const item = stockItem(variantId)
  return claimOffered(engine, {
    ...{ storeId, buyerId: engine.newId<'Account'>(), items: [item] },
    draft(offers) {
      const offer = offers.of(item)
      if (!offer) return rules.variantMissing()
      const { title, stocked: capacity, price: unitPrice } = offer
      const place = { ...offers.placeOf(item), capacity, startsAt: null }
      return { title, holdSeconds: 600, lines: [{ place, quantity, unitPrice, isUncounted: true }] }
    },
  })
}

const [first, second] = [0, 1].map(
  (index) => (of: OwnProduct) => of.variants[index]?.variantId ?? '',
) as [(of: OwnProduct) => string, (of: OwnProduct) => string]
const change = (variantId: string, delta: number, reason = 'counted') =>
  shops.seller<{ stocked: number; left: number }>(
    'POST',
    at(`/variants/${variantId}/stock-changes`),
    { delta, reason },
  )

describe('a product', () => {
  test('is shown with its variants, and the price of the cheapest', async () => {
    const own = await givenProduct(mugs())
    expect(await product(own.productId)).toMatchObject({
      ...{ title: '머그컵', price: 12_000, isFrom: true, isSoldOut: false, marketName: '달빛상점' },
      variants: [
        { values: ['파랑'], price: 12_000, left: 10 },
        { values: ['하양'], price: 13_000, left: 5 },
      ],
    })
  })

  test('is hidden unless said otherwise, and is not shown before it is complete', async () => {
    const { hidden: _, facts: __, ...draft } = mug()
    const own = await givenProduct(draft)
    const path = at(`/products/${own.productId}`)
    expect((await shops.house.anyone('GET', path)).status).toBe(404)
    const refused = await shops.seller('PATCH', path, { hidden: false })
    expect(typeOf(refused)).toBe('product-incomplete')
    expect(refused.body).toMatchObject({ missing: ['facts'] })
    const shown = await shops.seller('PATCH', path, { hidden: false, facts })
    expect(shown.status).toBe(200)
    expect((await product(own.productId)).facts).toEqual(facts)
  })

  test('that is not taken back says why', async () => {
    const refused = await shops.seller('POST', at('/products'), mug({ returnable: false }))
    expect(typeOf(refused)).toBe('final-needs-reason')
  })

  test.each([
    ['a value that the product has not', [{ values: ['빨강'], price: 1 }]],
    ['a value too few', [{ values: [], price: 1 }]],
    [
      'the same twice',
      [
        { values: ['파랑'], price: 1 },
        { values: ['파랑'], price: 2 },
      ],
    ],
    [
      'an SKU twice',
      [
        { values: ['파랑'], sku: 'A', price: 1 },
        { values: ['하양'], sku: 'A', price: 2 },
      ],
    ],
  ])('with variants that name %s is refused', async (_, variants) => {
    const refused = await shops.seller('POST', at('/products'), mugs({ variants }))
    expect(typeOf(refused)).toBe('variants-unfit')
  })

  test('has SKUs that no other product of the shop has; another shop may', async () => {
    const draft = mug({ variants: [{ sku: 'MUG-1', price: 1, stocked: 1 }] })
    await givenProduct(draft)
    expect(typeOf(await shops.seller('POST', at('/products'), draft))).toBe('sku-taken')
    const other = await openShop(shops.seller, '별빛상점')
    expect((await shops.seller('POST', `/v1/markets/${other}/products`, draft)).status).toBe(201)
  })
})

describe('variants', () => {
  test('are taken out and put back without losing what is stocked, and exchange their SKUs', async () => {
    const own = await givenProduct(mugs())
    const [blue, white] = own.variants
    const path = at(`/products/${own.productId}`)
    const options = own.options
    const one = await done(
      shops.seller<OwnProduct>('PATCH', path, {
        options,
        variants: [{ ...kept(blue), price: 9_000 }],
      }),
    )
    expect(one).toMatchObject({
      price: 9_000,
      variants: [{ variantId: blue?.variantId, stocked: 10 }],
    })
    const both = [
      { ...kept(white), sku: blue?.sku },
      { ...kept(blue), sku: white?.sku },
    ]
    const two = await done(shops.seller<OwnProduct>('PATCH', path, { options, variants: both }))
    expect(two.variants).toMatchObject([
      { variantId: white?.variantId, sku: blue?.sku, stocked: 5, left: 5 },
      { variantId: blue?.variantId, sku: white?.sku, stocked: 10, left: 10 },
    ])
  })

  test('does not change what is stocked of a variant that exists; a new one is stocked as said', async () => {
    const own = await givenProduct(mugs())
    const [blue] = own.variants
    const path = at(`/products/${own.productId}`)
    const { options } = own
    const change = (stocked: number) =>
      shops.seller<OwnProduct & { pointer?: string }>('PATCH', path, {
        options,
        variants: [
          { values: ['하양'], price: 7_000, stocked: 3 },
          { ...kept(blue), price: 9_000, stocked },
        ],
      })
    const refused = await change(99)
    expect([refused.status, refused.body]).toMatchObject([
      422,
      { type: expect.stringMatching(/stock-changes-apart$/), pointer: '/variants/1/stocked' },
    ])
    const { body: same } = await shops.seller<OwnProduct>(
      'GET',
      at(`/own-products/${own.productId}`),
    )
    expect(same).toMatchObject({ price: 12_000, variants: [{ stocked: 10 }, { stocked: 5 }] })
    const { variants } = await done(change(10))
    expect(variants).toMatchObject([
      { values: ['하양'], stocked: 3 },
      { variantId: blue?.variantId, price: 9_000, stocked: 10 },
    ])
  })

  const kept = (variant: OwnProduct['variants'][number] | undefined) => ({
    ...{ variantId: variant?.variantId, sku: variant?.sku },
    ...{ values: variant?.values, price: variant?.price },
  })

  test('are changed with the texts of their product, or nothing is', async () => {
    const own = await givenProduct(mugs())
    const path = at(`/products/${own.productId}`)
    const variants = [{ ...kept(own.variants[0]), price: 9_000 }]
    const refused = await shops.seller('PATCH', path, { title: '찻잔', facts: [], variants })
    expect(typeOf(refused)).toBe('product-incomplete')
    expect(await product(own.productId)).toMatchObject({ title: '머그컵', price: 12_000 })
    const changed = await shops.seller<OwnProduct>('PATCH', path, { title: '찻잔', variants })
    expect(changed.body).toMatchObject({ title: '찻잔', price: 9_000, variants: [{ stocked: 10 }] })
    const unfit = await shops.seller('PATCH', path, { options: [] })
    expect(typeOf(unfit)).toBe('variants-unfit')
  })

  test('may be spelled anew, but neither become another one nor be named twice', async () => {
    const own = await givenProduct(mugs())
    const [blue, white] = own.variants
    const path = at(`/products/${own.productId}`)
    const swapped = [
      { ...kept(blue), values: white?.values },
      { ...kept(white), values: blue?.values },
    ]
    expect(typeOf(await shops.seller('PATCH', path, { variants: swapped }))).toBe('variant-renamed')
    const twice = [kept(blue), { ...kept(blue), sku: 'B-2', values: white?.values }]
    expect(typeOf(await shops.seller('PATCH', path, { variants: twice }))).toBe('variants-unfit')
    const options = [{ name: '색', values: ['남색', '하양'] }]
    const variants = [{ ...kept(blue), values: ['남색'] }, kept(white)]
    const anew = await done(shops.seller<OwnProduct>('PATCH', path, { options, variants }))
    expect(anew.variants).toMatchObject([{ values: ['남색'], stocked: 10 }, { values: ['하양'] }])
  })

  test('of another product cannot be named', async () => {
    const [one, other] = [await givenProduct(), await givenProduct()]
    const refused = await shops.seller('PATCH', at(`/products/${one.productId}`), {
      options: [],
      variants: [{ variantId: first(other), price: 1 }],
    })
    expect(typeOf(refused)).toBe('variant-missing')
  })
})

describe('stock', () => {
  test('changes with its place, and its history is kept', async () => {
    const own = await givenProduct()
    const id = first(own)
    expect((await change(id, 5, 'restocked')).body).toMatchObject({ stocked: 15, left: 15 })
    await hold(id, 4)
    expect((await change(id, -3, 'damaged')).body).toMatchObject({ stocked: 12, left: 8 })
    const { data } = await done(
      shops.seller<{ data: object[] }>('GET', at(`/variants/${id}/stock-changes`)),
    )
    expect(data).toMatchObject([
      { delta: -3, stocked: 12, reason: 'damaged', by: expect.stringMatching(/./) },
      { delta: 5, stocked: 15, reason: 'restocked' },
      { delta: 10, stocked: 10, reason: 'first' },
    ])
  })

  test('is never less than what is sold or held', async () => {
    const own = await givenProduct()
    await hold(first(own), 4)
    const refused = await change(first(own), -7)
    expect([typeOf(refused), refused.body]).toMatchObject(['stock-taken', { taken: 4 }])
    expect((await change(first(own), -6)).body).toMatchObject({ stocked: 4, left: 0 })
    expect(await product(own.productId)).toMatchObject({ isSoldOut: true, variants: [{ left: 0 }] })
  })

  test('that is taken out while it is claimed is never sold twice', async () => {
    const own = await givenProduct(mug({ variants: [{ price: 12_000, stocked: 6 }] }))
    const id = first(own)
    const claims = Array.from({ length: 12 }, () => hold(id, 1).catch((error: Error) => error))
    const changes = Array.from({ length: 6 }, () => change(id, -1))
    const [held, taken] = await Promise.all([Promise.all(claims), Promise.all(changes)])
    const sold = held.filter((answer) => 'order' in answer).length
    const removed = taken.filter(({ status }) => status === 201).length
    expect(sold + removed).toBe(6)
    expect((await product(own.productId)).variants).toMatchObject([{ left: 0 }])
  })

  test('above ten is not told to buyers', async () => {
    const own = await givenProduct(mug({ variants: [{ price: 1, stocked: 500 }] }))
    expect((await product(own.productId)).variants).toMatchObject([{ left: 10 }])
  })
})

describe('categories', () => {
  const set = (categories: object[]) =>
    shops.seller<{ data: { categoryId: string; name: string }[] }>('PUT', at('/categories'), {
      categories,
    })

  test('are renamed, exchanged and removed; products of a removed one have none', async () => {
    const { data } = await done(set([{ name: '컵' }, { name: '가방' }]))
    const [cups, bags] = data
    const own = await givenProduct(mug({ categoryId: bags?.categoryId }))
    const exchanged = await done(
      set([
        { categoryId: bags?.categoryId, name: '컵' },
        { categoryId: cups?.categoryId, name: '가방' },
      ]),
    )
    expect(exchanged.data.map(({ name }) => name)).toEqual(['컵', '가방'])
    expect(await product(own.productId)).toMatchObject({ categoryName: '컵' })
    await done(set([{ categoryId: cups?.categoryId, name: '가방' }]))
    expect(await product(own.productId)).toMatchObject({ categoryId: null })
  })

  test('have different names, and are of the shop', async () => {
    expect(typeOf(await set([{ name: '컵' }, { name: '컵' }]))).toBe('category-named-twice')
    const unknown = { categoryId: shops.engine.newId(), name: '컵' }
    expect(typeOf(await set([unknown]))).toBe('category-missing')
    const draft = mug({ categoryId: unknown.categoryId })
    expect(typeOf(await shops.seller('POST', at('/products'), draft))).toBe('category-missing')
  })
})

test('own products are found by title and by the start of an SKU, low and hidden ones apart', async () => {
  const shop = await openShop(shops.seller, '찾기상점')
  const path = `/v1/markets/${shop}`
  const add = (draft: object) => done(shops.seller<OwnProduct>('POST', `${path}/products`, draft))
  const bag = await add({
    title: '에코가방',
    variants: [{ sku: 'BAG-7', price: 1, stocked: 3, lowAt: 5 }],
  })
  const cup = await add(mug())
  const list = async (query: string) =>
    (
      await done(shops.seller<{ data: OwnProduct[] }>('GET', `${path}/own-products?${query}`))
    ).data.map(({ productId }) => productId)
  expect(await list('')).toEqual([cup.productId, bag.productId])
  expect(await list(`q=${encodeURIComponent('가바')}`)).toEqual([bag.productId])
  expect(await list('q=bag-')).toEqual([bag.productId])
  expect(await list('state=hidden')).toEqual([bag.productId])
  expect(await list('state=low')).toEqual([bag.productId])
  expect(await list('state=shown')).toEqual([cup.productId])
  expect(await list('state=sold-out')).toEqual([])
})

test('a change of stock stays as it was written', async () => {
  await givenProduct()
  const { database } = shops.engine
  await expect(database.run(sql`update stock_changes set delta = 1`)).rejects.toThrow('append-only')
  await expect(database.run(sql`delete from stock_changes`)).rejects.toThrow('append-only')
})

test('the second variant of a product is bought by its own place', async () => {
  const own = await givenProduct(mugs())
  await hold(second(own), 5)
  expect((await product(own.productId)).variants).toMatchObject([{ left: 10 }, { left: 0 }])
})
