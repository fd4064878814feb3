import { Type } from 'typebox'
import { endpoint } from '../../../kernel/endpoint.ts'
import {
  Instant,
  Line,
  OrNull,
  PageOf,
  PageQuery,
  Paragraph,
  Shape,
  Uuid,
} from '../../../kernel/shape.ts'
import { PictureView } from '../../../stores/pictures/contract.ts'
import { marketMissing } from '../rules.ts'
import { CategoryList, FactView, OfMarket, OfProduct, OfVariant, OptionView } from './contract.ts'
import * as rules from './rules.ts'

const Price = Type.Integer({ minimum: 0, maximum: rules.PRICE_MOST })
const Stock = Type.Integer({ minimum: 0, maximum: rules.STOCK_MOST })
const Sku = Line({ most: 50 })

export const OwnVariantView = Shape(
  {
    variantId: Uuid,
    sku: Type.String(),
    values: Type.Array(Type.String()),
    price: Type.Integer(),
    /** Those sold and held included. */
    stocked: Type.Integer(),
    /** Neither sold nor held. */
    left: Type.Integer(),
    lowAt: OrNull(Type.Integer()),
  },
  'OwnVariant',
)

const texts = {
  title: Line({ most: 100 }),
  description: Paragraph({ most: 10_000 }),
  /** It is found by these words too, after those that have them in the title. */
  keywords: Type.Array(Line({ most: 20 }), { maxItems: rules.KEYWORDS_MOST }),
  categoryId: OrNull(Uuid),
  facts: Type.Array(FactView, { maxItems: rules.FACTS_MOST }),
  taxFree: Type.Boolean(),
  hidden: Type.Boolean(),
  returnable: Type.Boolean(),
  /** Why it is not taken back. */
  whyFinal: Line({ least: 0, most: 200 }),
  maxPerOrder: Type.Integer({ minimum: 1, maximum: 100 }),
}

export const OwnProductView = Shape(
  {
    ...texts,
    marketId: Uuid,
    productId: Uuid,
    whyFinal: Type.String(),
    options: Type.Array(OptionView),
    /** Of its cheapest variant; null: it has none. */
    price: OrNull(Type.Integer()),
    /** In the last 30 days. */
    sold: Type.Integer(),
    images: Type.Array(PictureView),
    variants: Type.Array(OwnVariantView),
    createdAt: Instant,
  },
  'OwnProduct',
)

const draft = {
  sku: Type.Optional(Sku),
  values: Type.Optional(Type.Array(Line({ most: 40 }), { maxItems: rules.OPTIONS_MOST })),
  price: Price,
  stocked: Type.Optional(
    Type.Integer({
      ...{ minimum: 0, maximum: rules.STOCK_MOST },
      description:
        'of a new variant; of one that exists it changes by stock changes, and another number than the present one is refused with stock-changes-apart',
    }),
  ),
  /** At this many you get a mail. */
  lowAt: Type.Optional(OrNull(Stock)),
}
const Options = Type.Array(OptionView, { maxItems: rules.OPTIONS_MOST })

export const listOwnProducts = endpoint({
  name: 'listOwnProducts',
  method: 'GET',
  path: '/v1/markets/:marketId/own-products',
  summary: 'Products of a shop of your own, newest first, hidden ones too',
  role: 'owner',
  right: 'desk',
  params: OfMarket,
  query: Shape({
    ...PageQuery.properties,
    /** A part of the title, or the start of an SKU. */
    q: Type.Optional(Line({ most: 50 })),
    state: Type.Optional(Type.Enum(['shown', 'hidden', 'low', 'sold-out'])),
  }),
  answer: PageOf(OwnProductView),
  problems: [marketMissing],
})

export const getOwnProduct = endpoint({
  name: 'getOwnProduct',
  method: 'GET',
  path: '/v1/markets/:marketId/own-products/:productId',
  summary: 'A product of a shop of your own, hidden or not',
  role: 'owner',
  right: 'desk',
  params: OfProduct,
  answer: OwnProductView,
  problems: [marketMissing, rules.productMissing],
})

const optional = Object.fromEntries(
  Object.entries(texts).map(([name, shape]) => [name, Type.Optional(shape)]),
) as { [Name in keyof typeof texts]: ReturnType<typeof Type.Optional<(typeof texts)[Name]>> }

export const addProduct = endpoint({
  name: 'addProduct',
  method: 'POST',
  path: '/v1/markets/:marketId/products',
  summary: 'Add a product with its variants; hidden unless said otherwise',
  role: 'owner',
  right: 'manager',
  creates: '/v1/markets/:marketId/own-products/:productId',
  once: 'optional',
  params: OfMarket,
  body: Shape({
    ...optional,
    title: texts.title,
    options: Type.Optional(Options),
    variants: Type.Array(Shape(draft), { maxItems: rules.VARIANTS_MOST }),
  }),
  answer: OwnProductView,
  problems: [
    marketMissing,
    rules.categoryMissing,
    rules.variantsUnfit,
    rules.finalNeedsReason,
    rules.productIncomplete,
    rules.skuTaken,
  ],
})

export const changeProduct = endpoint({
  name: 'changeProduct',
  method: 'PATCH',
  path: '/v1/markets/:marketId/products/:productId',
  summary:
    'Change a product, show or hide it; variants that are not among those given are taken out of sale',
  role: 'owner',
  right: 'manager',
  params: OfProduct,
  body: Shape({
    ...optional,
    options: Type.Optional(Options),
    variants: Type.Optional(
      Type.Array(Shape({ ...draft, variantId: Type.Optional(Uuid) }), {
        maxItems: rules.VARIANTS_MOST,
      }),
    ),
  }),
  answer: OwnProductView,
  problems: [
    marketMissing,
    rules.productMissing,
    rules.variantMissing,
    rules.variantRenamed,
    rules.stockedElsewhere,
    rules.categoryMissing,
    rules.variantsUnfit,
    rules.finalNeedsReason,
    rules.productIncomplete,
    rules.skuTaken,
  ],
})

export const changeStock = endpoint({
  name: 'changeStock',
  method: 'POST',
  path: '/v1/markets/:marketId/variants/:variantId/stock-changes',
  summary: 'Put more of a variant into stock, or take some out',
  role: 'owner',
  right: 'desk',
  creates: '',
  once: 'optional',
  params: OfVariant,
  body: Shape({
    delta: Type.Union([
      Type.Integer({ minimum: 1, maximum: rules.STOCK_MOST }),
      Type.Integer({ minimum: -rules.STOCK_MOST, maximum: -1 }),
    ]),
    reason: Type.Enum([...rules.stockReasons]),
    note: Type.Optional(Line({ least: 0, most: 200 })),
  }),
  answer: OwnVariantView,
  problems: [marketMissing, rules.variantMissing, rules.stockTaken, rules.stockTooMuch],
})

export const listStockChanges = endpoint({
  name: 'listStockChanges',
  method: 'GET',
  path: '/v1/markets/:marketId/variants/:variantId/stock-changes',
  summary: 'How the stock of a variant has changed, latest first; sales are not among them',
  role: 'owner',
  right: 'desk',
  params: OfVariant,
  query: PageQuery,
  answer: PageOf(
    Shape(
      {
        stockChangeId: Uuid,
        delta: Type.Integer(),
        /** After it. */
        stocked: Type.Integer(),
        reason: Type.Enum(['first', 'import', ...rules.stockReasons]),
        note: Type.String(),
        /** Who changed it; null: an account that is gone. */
        by: OrNull(Type.String()),
        at: Instant,
      },
      'StockChange',
    ),
  ),
  problems: [marketMissing, rules.variantMissing],
})

export const setCategories = endpoint({
  name: 'setProductCategories',
  method: 'PUT',
  path: '/v1/markets/:marketId/categories',
  summary: 'Set the categories of a shop; products of a removed one have none then',
  role: 'owner',
  right: 'manager',
  params: OfMarket,
  body: Shape({
    categories: Type.Array(Shape({ categoryId: Type.Optional(Uuid), name: Line({ most: 30 }) }), {
      maxItems: rules.CATEGORIES_MOST,
    }),
  }),
  answer: CategoryList,
  problems: [marketMissing, rules.categoryMissing, rules.categoryTwice],
})
