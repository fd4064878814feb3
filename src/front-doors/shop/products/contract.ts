import { Type } from 'typebox'
import { endpoint } from '../../../kernel/endpoint.ts'
import { cursorParts } from '../../../kernel/page.ts'
import { CurrencyCode, CursorOf, Line, OrNull, PageOf, Shape, Uuid } from '../../../kernel/shape.ts'
import { PictureView } from '../../../stores/pictures/contract.ts'
import { marketMissing } from '../rules.ts'
import * as rules from './rules.ts'

export const OfMarket = Shape({ marketId: Uuid })
export const OfProduct = Shape({ marketId: Uuid, productId: Uuid })
export const OfVariant = Shape({ marketId: Uuid, variantId: Uuid })

export const OptionView = Shape(
  {
    name: Line({ most: 20 }),
    values: Type.Array(Line({ most: 40 }), { minItems: 1, maxItems: rules.VALUES_MOST }),
  },
  'ProductOption',
)
/** What the law requires to be said of a product of its kind, such as its maker. */
export const FactView = Shape(
  { label: Line({ most: 60 }), value: Line({ most: 500 }) },
  'ProductFact',
)

/** A product in a list. */
export const ProductCard = Shape(
  {
    marketId: Uuid,
    marketName: Type.String(),
    productId: Uuid,
    title: Type.String(),
    /** Of its cheapest variant, in minor units. */
    price: Type.Integer(),
    /** Variants differ in price. */
    isFrom: Type.Boolean(),
    currency: CurrencyCode,
    isSoldOut: Type.Boolean(),
    image: OrNull(PictureView),
  },
  'ProductCard',
)

const listQuery = {
  /** What is typed so far: parts of words, half a syllable, initials. */
  q: Type.Optional(Line({ most: 50 })),
  /** Default: the best match of a search, else the newest. */
  sort: Type.Optional(Type.Enum(['newest', 'cheapest', 'dearest', 'popular'])),
  minPrice: Type.Optional(Type.Integer({ minimum: 0, maximum: rules.PRICE_MOST })),
  maxPrice: Type.Optional(Type.Integer({ minimum: 0, maximum: rules.PRICE_MOST })),
  /** Only what can be bought now. */
  inStock: Type.Optional(Type.Boolean()),
  cursor: Type.Optional(CursorOf(`(?:[0-3]\\.)?\\d{1,10}_${cursorParts.uuid}`)),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: rules.PAGE_MOST })),
}

export const listProducts = endpoint({
  name: 'listProducts',
  method: 'GET',
  path: '/v1/products',
  summary: 'Products of all shops',
  role: 'anyone',
  query: Shape(listQuery),
  answer: PageOf(ProductCard),
  problems: [],
})

export const listProductsOf = endpoint({
  name: 'listMarketProducts',
  method: 'GET',
  path: '/v1/markets/:marketId/products',
  summary: 'Products of one shop',
  role: 'anyone',
  behindRoomOf: 'marketId',
  params: OfMarket,
  query: Shape({ ...listQuery, category: Type.Optional(Uuid) }),
  answer: PageOf(ProductCard),
  problems: [marketMissing],
})

const VariantView = Shape(
  {
    variantId: Uuid,
    /** One for each option of the product. */
    values: Type.Array(Type.String()),
    price: Type.Integer(),
    /** What can be bought now; 10 stands for more. */
    left: Type.Integer({ minimum: 0, maximum: rules.LEFT_SHOWN_MOST }),
  },
  'ProductVariant',
)

export const ProductView = Shape(
  {
    ...ProductCard.properties,
    description: Type.String(),
    categoryId: OrNull(Uuid),
    categoryName: OrNull(Type.String()),
    options: Type.Array(OptionView),
    facts: Type.Array(FactView),
    taxFree: Type.Boolean(),
    returnable: Type.Boolean(),
    /** Why it is not taken back; empty where it is. */
    whyFinal: Type.String(),
    maxPerOrder: Type.Integer(),
    images: Type.Array(PictureView),
    variants: Type.Array(VariantView),
    /** The shop takes no orders at present. */
    isClosed: Type.Boolean(),
  },
  'Product',
)

export const getProduct = endpoint({
  name: 'getProduct',
  method: 'GET',
  path: '/v1/markets/:marketId/products/:productId',
  summary: 'A product with its variants and what is left of them',
  role: 'anyone',
  behindRoomOf: 'marketId',
  params: OfProduct,
  answer: ProductView,
  problems: [rules.productMissing],
})

export const CategoryList = Shape({
  data: Type.Array(
    Shape(
      {
        categoryId: Uuid,
        name: Type.String(),
        /** Products of it that are shown. */
        shown: Type.Integer(),
      },
      'ProductCategory',
    ),
  ),
})

export const listCategories = endpoint({
  name: 'listProductCategories',
  method: 'GET',
  path: '/v1/markets/:marketId/categories',
  summary: 'The categories of a shop, in its order',
  role: 'anyone',
  params: OfMarket,
  answer: CategoryList,
  problems: [marketMissing],
})
