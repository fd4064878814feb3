import { describe, expect, test } from 'vitest'
import { whileBroken } from '../../../../../test/broken-row.ts'
import { SomeFailed } from '../../../../kernel/each.ts'
import type { AnswerOf } from '../../../../kernel/endpoint.ts'
import { placeId } from '../../../../places/place-id.ts'
import { sql } from '../../../../postgres/sql.ts'
import { done, mugs, type OwnProduct, openShop, openShops, typeOf } from '../../shop.fixture.ts'
import { stockKey } from '../rules.ts'
import type * as contract from './contract.ts'
import { importProducts } from './operations.ts'

type Import = AnswerOf<typeof contract.startImport>

const { shops } = openShops()

const csv = { 'content-type': 'text/csv' }
const path = (marketId: string, more: string) => `/v1/markets/${marketId}${more}`

const send = (marketId: string, bytes: Uint8Array | string) =>
  shops.seller<Import>('POST', path(marketId, '/product-imports'), Buffer.from(bytes), csv)

/** The import of a file, once it is done. */
async function imported(marketId: string, bytes: Uint8Array | string): Promise<Import> {
  await done(send(marketId, bytes))
  while ((await importProducts(shops.engine)) > 0);
  const { data } = await done(
    shops.seller<{ data: Import[] }>('GET', path(marketId, '/product-imports')),
  )
  return data[0] as Import
}

const own = async (marketId: string) =>
  (
    await done(
      shops.seller<{ data: OwnProduct[] }>('GET', path(marketId, '/own-products?limit=100')),
    )
  ).data

const exported = async (marketId: string): Promise<string> => {
  const { body, status } = await shops.seller<Buffer>('GET', path(marketId, '/products.csv'))
  expect(status).toBe(200)
  return Buffer.from(body as unknown as Buffer).toString()
}

const head = '상품 코드,상품명,옵션,가격,재고,판매 여부,상품 정보\r\n'
const shirts =
  head +
  'S-1,셔츠,색상=파랑; 크기=M,"25,000",10,Y,제조국=대한민국\r\n' +
  'S-2,셔츠,색상=파랑; 크기=L,25000원,5,Y,\r\n' +
  'B-1,에코가방,,9000,0,N,\r\n'

describe('a file', () => {
  test('makes products with variants, and the same file again changes nothing', async () => {
    const shop = await openShop(shops.seller, '셔츠상점')
    expect(await imported(shop, shirts)).toMatchObject({
      ...{ rows: 3, done: 3, added: 3, changed: 0, refused: 0 },
      finishedAt: expect.any(String),
    })
    const made = await own(shop)
    const [bag, shirt] = ['에코가방', '셔츠'].map((one) => made.find(({ title }) => title === one))
    expect(shirt).toMatchObject({
      ...{ title: '셔츠', hidden: false, price: 25_000 },
      options: [
        { name: '색상', values: ['파랑'] },
        { name: '크기', values: ['M', 'L'] },
      ],
      variants: [
        { sku: 'S-1', values: ['파랑', 'M'], stocked: 10 },
        { sku: 'S-2', values: ['파랑', 'L'], stocked: 5 },
      ],
    })
    expect(bag).toMatchObject({ title: '에코가방', hidden: true, variants: [{ sku: 'B-1' }] })
    const before = await own(shop)
    expect(await imported(shop, shirts)).toMatchObject({
      added: 0,
      changed: 0,
      unchanged: 3,
      refused: 0,
    })
    expect(await own(shop)).toEqual(before)
  })

  test.each([
    ['UTF-8', Buffer.from(shirts)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${shirts}`)],
    // 상품 코드,상품명,가격,재고 and 가방 as a Korean Excel writes them
    [
      'CP949',
      Buffer.concat([
        Buffer.from('bbf3c7b020c4dab5e52cbbf3c7b0b8ed2cb0a1b0dd2cc0e7b0ed0a', 'hex'),
        Buffer.from('K-1,', 'latin1'),
        Buffer.from('b0a1b9e6', 'hex'),
        Buffer.from(',1000,2\n', 'latin1'),
      ]),
    ],
  ])('in %s is read', async (_, bytes) => {
    const shop = await openShop(shops.seller, '파일상점')
    expect(await imported(shop, bytes)).toMatchObject({ refused: 0 })
    expect((await own(shop)).some(({ title }) => title === '가방' || title === '셔츠')).toBe(true)
  })

  test('changes price and stock, but not below what is held', async () => {
    const shop = await openShop(shops.seller, '재고상점')
    await imported(shop, shirts)
    const { database } = shops.engine
    const variant = await database.one<{ id: string }>(
      sql`select id from variants where store_id = ${shop} and sku = 'S-1'`,
    )
    await database.run(sql`
      update places set remaining = remaining - 4
       where store_id = ${shop} and id = ${placeId(shop, stockKey(variant.id))}
    `)
    const change = `sku,title,price,stock\nS-1,셔츠,20000,3\nS-2,셔츠,21000,8\n`
    expect(await imported(shop, change)).toMatchObject({
      ...{ changed: 1, refused: 1, refusals: [{ line: 2, what: 'S-1 셔츠', why: 'stock-taken' }] },
    })
    const shirt = (await own(shop)).find(({ title }) => title === '셔츠')
    expect(shirt?.variants).toMatchObject([
      { sku: 'S-1', price: 25_000, stocked: 10 },
      { sku: 'S-2', price: 21_000, stocked: 8 },
    ])
    await database.run(sql`
      update places set remaining = capacity where store_id = ${shop}
    `)
  })

  test('is told which rows are refused, and why', async () => {
    const shop = await openShop(shops.seller, '거절상점')
    const rows = [
      ',이름,,1,1,N,',
      'A-1,,,1,1,N,',
      'A-2,가,,싸다,1,N,',
      'A-3,가,,1,-1,N,',
      'A-4,가,,1,1,아마,',
      'A-5,가,색상,1,1,N,',
      'A-6,가,,1,1,Y,',
      'A-7,나,,1,1,N,',
      'A-7,나,,1,1,N,',
      'A-8,나,색상=파랑,1,1,N,',
      'A-9,나,,1,1,N,',
    ]
    const { refusals, added } = await imported(shop, head + rows.join('\n'))
    expect(added).toBe(1)
    expect(refusals.find(({ line }) => line === 4)?.what).toBe('A-2 가')
    const whys = refusals.map(({ line, why }) => ({ line, why }))
    expect(whys.toSorted((a, b) => a.line - b.line)).toEqual([
      { line: 2, why: 'sku' },
      { line: 3, why: 'title' },
      { line: 4, why: 'price' },
      { line: 5, why: 'stock' },
      { line: 6, why: 'yes-no' },
      { line: 7, why: 'options' },
      { line: 8, why: 'incomplete' },
      { line: 10, why: 'sku-twice' },
      { line: 11, why: 'options-differ' },
      { line: 12, why: 'variants' },
    ])
  })

  test('is read as what is typed is: what nobody can see, or reorders text, is left out', async () => {
    const shop = await openShop(shops.seller, '거꾸로상점')
    const head = 'sku,title,options,price,stock,description\n'
    await imported(shop, `${head}Z-1,가\u202e방\u200b,색상=파\u2066랑,1,1,"한 줄\u202e\n두 줄"`)
    expect(await own(shop)).toMatchObject([{ title: '가방', options: [{ values: ['파랑'] }] }])
  })

  test('that is none is refused whole', async () => {
    const shop = await openShop(shops.seller, '빈상점')
    expect(typeOf(await send(shop, 'a,b\n1,2'))).toBe('columns-missing')
    expect(typeOf(await send(shop, Buffer.from([0xff, 0xff, 0xff])))).toBe('file-unreadable')
    expect(typeOf(await send(shop, ''))).toBe('columns-missing')
    await done(send(shop, shirts))
    expect(typeOf(await send(shop, shirts))).toBe('import-running')
    while ((await importProducts(shops.engine)) > 0);
  })

  test.each([
    ['one line of cells', `${head.trim()}${','.repeat(7_900_000)}`, 'too-many-columns'],
    ['cells only', ','.repeat(7_900_000), 'too-many-columns'],
    ['empty lines', `${head}${'\n'.repeat(7_900_000)}`, 'too-many-rows'],
    ['short lines', `${head}${'a\n'.repeat(3_900_000)}`, 'too-many-rows'],
    ['one open quote', `${head}"${'a'.repeat(7_900_000)}`, undefined],
    ['one cell of pairs', `${head}S,T,${';'.repeat(7_900_000)},1,1,Y,\n`, undefined],
  ])('of %s is refused while the process goes on', async (_, body, type) => {
    const shop = await openShop(shops.seller, '빈상점')
    const began = performance.now()
    let [worst, last] = [0, began]
    const beat = setInterval(() => {
      worst = Math.max(worst, performance.now() - last)
      last = performance.now()
    }, 5)
    const answer = await send(shop, body)
    clearInterval(beat)
    expect(typeOf(answer)).toBe(type)
    // a busy machine makes all of it slow, one block makes the longest gap the whole
    expect(worst).toBeLessThan(Math.max(2_000, (performance.now() - began) * 0.8))
    while ((await importProducts(shops.engine)) > 0);
  })

  test('that cannot be worked off stops no import of another shop', async () => {
    const [first, second] = [
      await openShop(shops.seller, '막힌상점'),
      await openShop(shops.seller, '다음상점'),
    ]
    const { importId: id } = await done(send(first, shirts))
    await done(send(second, shirts))
    await whileBroken(shops.engine.database, { table: 'product_imports', id }, () =>
      expect(importProducts(shops.engine)).rejects.toThrow(SomeFailed),
    )
    expect(await own(first)).toEqual([])
    expect(await own(second)).not.toEqual([])
    while ((await importProducts(shops.engine)) > 0);
  })

  test('of ten thousand rows is worked off by two processes at once, each row once', async () => {
    const shop = await openShop(shops.seller, '큰상점')
    const lines = Array.from(
      { length: 10_000 },
      (_, at) => `N-${at},상품 ${at},${at + 1},${at % 50}`,
    )
    await done(send(shop, `sku,title,price,stock\n${lines.join('\n')}`))
    let work = 1
    while (work > 0) {
      const done = await Promise.all([importProducts(shops.engine), importProducts(shops.engine)])
      work = done[0] + done[1]
    }
    const { data } = await done(
      shops.seller<{ data: Import[] }>('GET', path(shop, '/product-imports')),
    )
    expect(data[0]).toMatchObject({ rows: 10_000, done: 10_000, added: 10_000, refused: 0 })
    expect((await exported(shop)).split('\r\n')).toHaveLength(10_002)
  }, 120_000)
})

test('what is exported is imported again as it was; a formula is only a text', async () => {
  const shop = await openShop(shops.seller, '왕복상점')
  const add = (draft: object) =>
    done(shops.seller<OwnProduct>('POST', path(shop, '/products'), draft))
  await add(mugs())
  await add({
    title: '=1+1',
    description: '첫 줄\n둘째, "줄"',
    variants: [{ sku: '@x', price: 5 }],
  })
  const text = await exported(shop)
  expect(text).toContain("'=1+1")
  expect(text).toContain("'@x")
  const before = await own(shop)
  expect(await imported(shop, text)).toMatchObject({ added: 0, unchanged: 3, refused: 0 })
  expect(await own(shop)).toEqual(before)
})
