import type { Engine } from '../../engine.ts'
import type { Id } from '../../kernel/id.ts'
import type { Currency } from '../../kernel/money.ts'
import { later } from '../../kernel/time.ts'
import { findInCells } from '../../postgres/cells.ts'
import { sql, type Tx } from '../../postgres/sql.ts'
import { type Drawing, draw } from '../../stores/pictures/drawing.ts'
import { insertPicture } from '../../stores/pictures/queries.ts'
import { insertStore } from '../../stores/queries.ts'
import { usualTerms } from './checkout/fee-rules.ts'
import { putTerms } from './checkout/terms.ts'
import { insertCoupon } from './coupons/queries.ts'
import type { Coupon } from './coupons/rules.ts'
import json from './demo/shop.json' with { type: 'json' }
import { addProduct } from './products/catalogue.ts'
import { setCategories } from './products/categories.ts'
import type { Fact, Option } from './products/rules.ts'
import { setBusiness } from './receipts/business.ts'
import type { Business } from './receipts/queries.ts'

interface DemoProduct {
  readonly title: string
  readonly description: string
  readonly category: string
  readonly keywords?: readonly string[]
  readonly facts: readonly Fact[]
  readonly price: number
  readonly stock: number
  readonly taxFree?: boolean
  /** It is not taken back, and why. */
  readonly whyFinal?: string
  readonly options?: readonly Option[]
  /** With prices and stock of their own; left out: those of the product. */
  readonly variants?: readonly {
    readonly values: readonly string[]
    readonly price?: number
    readonly stock?: number
  }[]
  readonly picture: Drawing
}

interface Demo {
  readonly name: string
  readonly description: string
  readonly timeZone: string
  readonly currency: Currency
  readonly picture: Drawing
  readonly business: Business
  readonly categories: readonly string[]
  readonly coupons: readonly (Pick<
    Coupon,
    'code' | 'name' | 'value' | 'most' | 'least' | 'usesMost' | 'perPerson'
  > & { readonly kind: string; readonly category?: string })[]
  readonly products: readonly DemoProduct[]
}

const demo: Demo = json as Demo

const COUPON_SECONDS = 90 * 24 * 3600
/** At this many left the seller gets a mail. */
const LOW_AT = 3
/** Pixels: thirty pictures are drawn at a start. */
const PRODUCT_WIDTH = 960

/** Creates the demo shop, unless a shop exists. */
export async function seed(engine: Engine, ownerId: string): Promise<void> {
  const existing = await findInCells(engine, (on) =>
    on.maybe(sql`select 1 from stores where front_door = 'shop' limit 1`),
  )
  if (existing) return
  const storeId = engine.newId<'Store'>()
  const { name, description, timeZone, currency, picture } = demo
  const pricing = { means: null, per: null } as const
  const store = { door: 'shop', kind: null, name, description, timeZone, currency, pricing }
  await engine.cell(storeId).transaction(async (tx) => {
    await insertStore(tx, ownerId, {
      ...{ ...store, id: storeId, closedAt: null },
    })
    const drawn = await draw(picture)
    await insertPicture(tx, storeId, { ...drawn, id: engine.newId(), alt: picture.alt })
  })
  const ask = { by: { callerId: ownerId as Id<'Account'>, everyStore: false }, storeId }
  await putTerms(engine, ask, usualTerms)
  await setBusiness(engine, ask, demo.business)
  const named = demo.categories.map((category) => ({ name: category }))
  const { data } = await setCategories(engine, ask, named)
  const categoryIds = new Map(data.map((one) => [one.name, one.categoryId]))
  const productIds = new Map<string, Id<'Product'>[]>()
  // The last is the newest, which the list begins with.
  for (const product of demo.products.toReversed()) {
    const categoryId = categoryIds.get(product.category) ?? null
    const added = await addProduct(engine, ask, { ...draftOf(product), categoryId }, undefined)
    const { productId } = added as { productId: Id<'Product'> }
    productIds.set(product.category, [...(productIds.get(product.category) ?? []), productId])
    const drawn = { ...(await draw(product.picture, PRODUCT_WIDTH)), alt: product.picture.alt }
    await engine.cell(storeId).transaction(async (tx) => {
      const subject = productId as string as Id<'Subject'>
      await insertPicture(tx, storeId, { ...drawn, id: engine.newId() }, subject)
    })
  }
  await engine.cell(storeId).transaction((tx) => addCoupons(engine, tx, storeId, productIds))
}

const draftOf = ({
  picture: _,
  category: __,
  whyFinal,
  price,
  stock,
  ...product
}: DemoProduct) => ({
  ...product,
  hidden: false,
  ...(whyFinal && { returnable: false, whyFinal }),
  variants: (product.variants ?? [{ values: [] }]).map((variant) => ({
    values: variant.values,
    price: variant.price ?? price,
    stocked: variant.stock ?? stock,
    lowAt: LOW_AT,
  })),
})

async function addCoupons(
  engine: Engine,
  tx: Tx,
  storeId: Id<'Store'>,
  productIds: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  for (const { category, kind, ...coupon } of demo.coupons)
    await insertCoupon(tx, storeId, {
      ...coupon,
      id: engine.newId<'Coupon'>(),
      kind: kind === 'percent' ? 'percent' : 'amount',
      productIds: category ? (productIds.get(category) ?? []) : null,
      ...{ validFrom: tx.now, validUntil: later(tx.now, COUPON_SECONDS) },
      ...{ isShown: true, isPaused: false, endedAt: null },
    })
}
