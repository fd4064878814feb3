import type { Static } from 'typebox'
import { type Engine, perEngine } from '../../../engine.ts'
import { hangulOf } from '../../../kernel/english-layout.ts'
import type { Id } from '../../../kernel/id.ts'
import { isId } from '../../../kernel/id.ts'
import { page } from '../../../kernel/page.ts'
import { searchOf } from '../../../kernel/search-tokens.ts'
import { sharedJson } from '../../../kernel/shared-read.ts'
import { pageOfCells } from '../../../postgres/cells.ts'
import { pictureView } from '../../../stores/pictures/view.ts'
import type { ShownThing } from '../../front-door.ts'
import { marketMissing } from '../rules.ts'
import type * as contract from './contract.ts'
import * as queries from './list-queries.ts'
import { readShop } from './queries.ts'
import * as rules from './rules.ts'

// What people look at. Concurrent callers who ask for the same share one read and its JSON.

interface ListAsk {
  readonly marketId?: string | undefined
  readonly category?: string | undefined
  readonly q?: string | undefined
  readonly sort?: Exclude<queries.Sort, 'best'> | undefined
  readonly minPrice?: number | undefined
  readonly maxPrice?: number | undefined
  readonly inStock?: boolean | undefined
  readonly cursor?: string | undefined
  readonly limit?: number | undefined
}

/** Products of one shop or of all. Problem: market-missing. */
export const listProducts = (engine: Engine, ask: ListAsk): Promise<Uint8Array> =>
  lists(engine)(JSON.stringify(ask))

const lists = perEngine((engine) =>
  sharedJson(async (key): Promise<Static<(typeof contract.listProducts)['answer']>> => {
    const { marketId, q = '', sort, cursor, limit = 24, ...narrowed } = JSON.parse(key) as ListAsk
    const search = searchOf(q)
    const asked: queries.ListFilter = {
      ...narrowed,
      ...{ storeId: marketId, search, limit: limit + 1, after: readCursor(cursor) },
      sort: sort ?? (search ? 'best' : 'newest'),
    }
    const meant = searchOf(hangulOf(q) ?? '')
    const said = await find(engine, asked)
    const found =
      said.length === 0 && meant ? await find(engine, { ...asked, search: meant }) : said
    if (marketId && found.length === 0) await expectShop(engine, marketId)
    const { data, nextCursor } = page(found, limit, cursorOf)
    return { data: data.map(cardView), nextCursor }
  }),
)

const find = (engine: Engine, asked: queries.ListFilter) =>
  asked.storeId
    ? queries.listProducts(engine.cell(asked.storeId), asked)
    : pageOfCells(engine, asked.limit, comparing(asked.sort), (on) =>
        queries.listProducts(on, asked),
      )

/** Problem: market-missing. */
export async function expectShop(engine: Engine, storeId: Id<'Store'>): Promise<void> {
  if (!(await readShop(engine.cell(storeId), storeId))) throw marketMissing()
}

type Listed = Awaited<ReturnType<typeof queries.listProducts>>[number]

/** The order of `listProducts`, over cells. */
function comparing(sort: queries.Sort): (one: Listed, other: Listed) => number {
  const sign = sort === 'cheapest' ? 1 : -1
  return (one, other) =>
    one.rank - other.rank || sign * (one.key - other.key || (one.id < other.id ? -1 : 1))
}

/** A cursor is what the last product is sorted by: `2.15_<id>`, `12000_<id>`. */
const cursorOf = ({ rank, key, id }: Listed): string => `${rank}.${key}_${id}`

function readCursor(cursor: string | undefined): queries.Cursor | undefined {
  const [, rank = '0', key, id] = /^(?:(\d)\.)?(\d+)_(.+)$/.exec(cursor ?? '') ?? []
  return key && id ? { rank: Number(rank), key: Number(key), id } : undefined
}

const cardView = ({
  storeId: marketId,
  id: productId,
  storeName: marketName,
  image,
  ...product
}: queries.CardProduct): Static<typeof contract.ProductCard> => ({
  ...{ marketId, marketName, productId, title: product.title, price: product.price },
  ...{ isFrom: product.isFrom, currency: product.currency, isSoldOut: product.isSoldOut },
  image: image && pictureView(marketId, image),
})

interface ProductAsk {
  readonly storeId: Id<'Store'>
  readonly productId: Id<'Product'>
}

/** Problem: product-missing. */
export const showProduct = (engine: Engine, { storeId, productId }: ProductAsk) =>
  products(engine)(`${storeId} ${productId}`)

const products = perEngine((engine) =>
  sharedJson(async (key): Promise<Static<typeof contract.ProductView>> => {
    const [storeId = '', productId = ''] = key.split(' ')
    const cell = engine.cell(storeId)
    const [product, variants] = await Promise.all([
      queries.readShownProduct(cell, storeId, productId),
      queries.listShownVariants(cell, storeId, [productId]),
    ])
    if (!product) throw rules.productMissing()
    const { id: _, storeId: __, storeName: ___, images, ...shown } = product
    return {
      ...cardView({ ...product, image: images[0] ?? null }),
      ...shown,
      options: product.options.map(({ name, values }) => ({ name, values: [...values] })),
      facts: [...product.facts],
      images: images.map((image) => pictureView(storeId, image)),
      variants: variants.map(({ id: variantId, values, price, left }) => ({
        ...{ variantId, values: [...values], price },
        left: Math.min(left, rules.LEFT_SHOWN_MOST),
      })),
    }
  }),
)

/** What previews of links and search engines read of `products/<product id>` below a shop. */
export async function productPage(
  engine: Engine,
  storeId: Id<'Store'>,
  [part, productId = '', ...more]: readonly string[],
): Promise<ShownThing | undefined> {
  if (part !== 'products' || !isId(productId) || more.length > 0) return undefined
  const product = await queries.readShownProduct(engine.cell(storeId), storeId, productId)
  if (!product) return undefined
  const { title, description, images } = product
  return { title, description, image: images[0] ?? null }
}
