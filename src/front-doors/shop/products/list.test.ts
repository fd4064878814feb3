import { beforeAll, describe, expect, test } from 'vitest'
import { foldedOf, searchOf, tokensOf } from '../../../kernel/search-tokens.ts'
import { sql } from '../../../postgres/sql.ts'
import { done, facts, mug, openShop, openShops, type ProductList } from '../shop.fixture.ts'
import { listProducts } from './list-queries.ts'

const { shops, at, givenProduct } = openShops()
let kitchen = ''

/** A title, what it costs, and what is in stock. */
const goods: readonly (readonly [string, number, number])[] = [
  ['에코가방', 15_000, 3],
  ['여행용 가방 (대형)', 89_000, 0],
  ['가방', 30_000, 2],
  ['가방 걸이', 7_000, 9],
  ['머그컵', 12_000, 5],
  ['종이컵 50개', 2_000, 100],
  ['무선 마우스 MX-200', 45_000, 4],
  ['방가 인형', 9_000, 1],
]

beforeAll(async () => {
  const { data } = await done(
    shops.seller<{ data: { categoryId: string }[] }>('PUT', at('/categories'), {
      categories: [{ name: '주방' }],
    }),
  )
  kitchen = data[0]?.categoryId ?? ''
  for (const [title, price, stocked] of goods) {
    const categoryId = title.includes('컵') ? kitchen : null
    await givenProduct({ title, facts, hidden: false, categoryId, variants: [{ price, stocked }] })
  }
  await givenProduct({ title: '숨긴 가방', variants: [{ price: 1, stocked: 1 }] })
  const other = await openShop(shops.seller, '별빛상점')
  await shops.seller('POST', `/v1/markets/${other}/products`, mug({ title: '가방 모양 컵' }))
})

const listAt = (path: string, asked: Record<string, string | number | boolean>) => {
  const query = new URLSearchParams(
    Object.entries(asked).map(([name, value]) => [name, `${value}`] as [string, string]),
  )
  return done(shops.house.anyone<ProductList>('GET', `${path}?${query}`))
}
const titles = async (asked: Record<string, string | number | boolean>, path = at('/products')) =>
  (await listAt(path, asked)).data.map(({ title }) => title)

describe('a search', () => {
  test('runs on a database that knows nothing of Korean', async () => {
    const { ctype } = await shops.engine.database.one<{ ctype: string }>(sql`
      select datctype as ctype from pg_database where datname = current_database()
    `)
    // Only what is built in is known to be so; another server may know Korean.
    if (!process.env.TEST_DATABASE_URL) expect(ctype).toBe('C')
  })

  test('finds what is the query first, then what begins with it, then the rest', async () => {
    expect(await titles({ q: '가방' })).toEqual([
      '가방',
      '가방 걸이',
      '여행용 가방 (대형)',
      '에코가방',
    ])
  })

  test('finds by keywords, too, after what has it in the title', async () => {
    const variants = [{ price: 1, stocked: 1 }]
    const { productId } = await givenProduct({
      ...{ title: '크로스백', facts, hidden: false, variants, keywords: ['숄더 지갑'] },
    })
    const titled = await givenProduct({ title: '남성 지갑', facts, hidden: false, variants })
    expect(await titles({ q: '지갑' })).toEqual(['남성 지갑', '크로스백'])
    expect(await titles({ q: 'ㅅㄷㅈㄱ' })).toEqual(['크로스백'])
    const path = at(`/products/${productId}`)
    await done(shops.seller('PATCH', path, { keywords: [] }))
    expect(await titles({ q: '지갑' })).toEqual(['남성 지갑'])
    for (const id of [productId, titled.productId])
      await done(shops.seller('PATCH', at(`/products/${id}`), { hidden: true }))
  })

  test.each([
    ['a syllable', '컵', ['종이컵 50개', '머그컵']],
    ['half a syllable', '에코가바', ['에코가방']],
    ['a syllable that becomes two', '에코갑', ['에코가방']],
    ['initials', 'ㅇㅋㄱㅂ', ['에코가방']],
    ['decomposed input', '에코가방'.normalize('NFD'), ['에코가방']],
    ['a code', 'mx200', ['무선 마우스 MX-200']],
    ['the start of a code', 'MX-2', ['무선 마우스 MX-200']],
    ['two words in any order', '가방 에코', ['에코가방']],
    ['spaces left out', '종이컵50', ['종이컵 50개']],
    ['signs of a pattern', '%_', goods.map(([title]) => title).toReversed()],
    ['the English layout', 'dpzhrkqkd', ['에코가방']],
    ['nothing there', '냉장고', []],
  ])('by %s', async (_, q, found) => {
    expect(await titles({ q })).toEqual(found)
  })

  test('over all shops finds those of each', async () => {
    expect(await titles({ q: '가방컵' }, '/v1/products')).toEqual([])
    expect(await titles({ q: '가방 컵' }, '/v1/products')).toEqual(['가방 모양 컵'])
  })
})

describe('a list', () => {
  test.each([
    ['newest', {}, ['방가 인형', '무선 마우스 MX-200', '종이컵 50개', '머그컵']],
    ['cheapest', { sort: 'cheapest' }, ['종이컵 50개', '가방 걸이', '방가 인형', '머그컵']],
    [
      'dearest',
      { sort: 'dearest' },
      ['여행용 가방 (대형)', '무선 마우스 MX-200', '가방', '에코가방'],
    ],
  ])('shows the %s first', async (_, asked, first) => {
    expect((await titles(asked)).slice(0, 4)).toEqual(first)
  })

  test('is narrowed by price, category and stock', async () => {
    expect(await titles({ minPrice: 12_000, maxPrice: 30_000, sort: 'cheapest' })).toEqual([
      '머그컵',
      '에코가방',
      '가방',
    ])
    expect(await titles({ category: kitchen, sort: 'cheapest' })).toEqual(['종이컵 50개', '머그컵'])
    expect(await titles({ q: '가방', inStock: true })).not.toContain('여행용 가방 (대형)')
    const { data } = await listAt(at('/products'), { q: '여행용' })
    expect(data).toMatchObject([{ isSoldOut: true }])
  })

  test.each(['newest', 'cheapest', 'dearest', 'popular', undefined] as const)(
    'by %s goes on where the page before ended',
    async (sort) => {
      const asked = sort ? { sort } : { q: '가' }
      const whole = await titles({ ...asked, limit: 100 })
      const seen: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page: ProductList = await listAt(at('/products'), {
          ...{ ...asked, limit: 3 },
          ...(cursor && { cursor }),
        })
        seen.push(...page.data.map(({ title }) => title))
        cursor = page.nextCursor
      }
      expect(seen).toEqual(whole)
      expect(whole.length).toBeGreaterThanOrEqual(5)
    },
  )

  test('of a shop that is not there says so', async () => {
    const path = `/v1/markets/${shops.engine.newId()}/products`
    expect((await shops.house.anyone('GET', path)).status).toBe(404)
  })
})

test('where a word is in very many products its pages go on, each product once', async () => {
  const { database } = shops.engine
  const [title, storeId] = ['캠핑 의자', await openShop(shops.seller, '의자상점')]
  await database.run(sql`
    insert into products (store_id, id, title, description, options, facts, tax_free, hidden,
                          returnable, max_per_order, price, sold, folded, tokens, created_at)
    select ${storeId}, gen_random_uuid(), ${title} || at, '', '[]', '[1]', false, false, true, 1,
           at, at % 7, ${foldedOf(title)}, ${tokensOf(title)}::text[], now()
      from generate_series(1, 1500) as at
  `)
  const seen = new Set<string>()
  let cursor: string | null = ''
  for (let pages = 0; pages < 15; pages += 1) {
    const asked = { q: '의자', limit: 100, ...(cursor && { cursor }) }
    const page = await listAt(`/v1/markets/${storeId}/products`, asked)
    for (const { productId } of page.data) seen.add(productId)
    expect(seen.size).toBe((pages + 1) * 100)
    cursor = page.nextCursor
  }
  expect(cursor).toBeNull()
  await database.run(sql`delete from products where store_id = ${storeId}`)
})

test('among many products a search uses the index of tokens', async () => {
  const { database } = shops.engine
  const [title, storeId] = ['캠핑 의자', await openShop(shops.seller, '많은상점')]
  await database.run(sql`
    insert into products (store_id, id, title, description, options, facts, tax_free, hidden,
                          returnable, max_per_order, price, folded, tokens, created_at)
    select ${storeId}, gen_random_uuid(), ${title} || at, '', '[]', '[1]', false, false, true, 1,
           at, ${foldedOf(title)}, ${tokensOf(title)}::text[] || at::text, now()
      from generate_series(1, 3000) as at
  `)
  await database.pool.query('analyze products')
  const plan: string[] = []
  const explained: typeof database = Object.assign(Object.create(database), {
    async rows(statement: ReturnType<typeof sql>) {
      const found = await database.rows<{ 'QUERY PLAN': string }>(sql`explain ${statement}`)
      plan.push(...found.map((row) => row['QUERY PLAN']))
      return []
    },
  })
  await listProducts(explained, { search: searchOf('의자 2321'), sort: 'best', limit: 25 })
  expect(plan.join('\n')).toContain('products_found')
  await database.run(sql`delete from products where store_id = ${storeId}`)
})
