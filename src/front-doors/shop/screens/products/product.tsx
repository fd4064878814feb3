import { Link, useParams } from '@tanstack/react-router'
import { Gallery } from '../../../../stores/pictures/screens/gallery/gallery.tsx'
import { LoadedPage } from '../../../../web/kit/loaded.tsx'
import { Notice, Tag } from '../../../../web/kit/notice.tsx'
import { Page, PageHeading } from '../../../../web/kit/page.tsx'
import { Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { menuText } from '../text.ts'
import { BuyPanel } from './buy-panel.tsx'
import { DeliveryFacts } from './delivery-facts.tsx'
import { factLabel } from './fact-labels.ts'
import { type Product, productQuery } from './product-queries.ts'
import { Scene } from './scene.tsx'
import { useProductText } from './text.ts'

/** One product: pictures, options, price, and the way into the cart. */
export function ProductScreen() {
  const params = useParams({ from: '/market/$marketId/products/$productId' })
  const asked = useQuery({
    ...productQuery(params),
    // Who becomes a guest by buying forgets all answers; what was chosen here stays.
    placeholderData: (before) => (before?.productId === params.productId ? before : undefined),
  })
  return (
    <LoadedPage query={asked} title={menuText()('title')} loading={<ProductSkeleton />}>
      {(product) => <ProductPage key={product.productId} product={product} />}
    </LoadedPage>
  )
}

const ProductSkeleton = () => (
  <Loading className="grid gap-4 md:grid-cols-2">
    <Skeleton className="aspect-square" />
    <Skeleton className="h-64" />
  </Loading>
)

function ProductPage({ product }: { readonly product: Product }) {
  const t = useProductText()
  const { marketId, title, images, categoryName, taxFree, description, currency } = product
  return (
    <Page title={title} heading="own">
      <div className="grid items-start gap-6 md:grid-cols-2 md:gap-10">
        <div className="min-w-0">
          {images.length > 0 ? (
            <Gallery images={images} whole />
          ) : (
            <Scene className="aspect-square w-full rounded-3xl" />
          )}
        </div>
        <div className="grid gap-5">
          <div className="grid gap-2">
            <p className="flex flex-wrap items-center gap-2">
              <Link
                to="/market/$marketId"
                params={{ marketId }}
                className="py-2 font-semibold text-accent hover:underline"
              >
                {product.marketName}
              </Link>
              {categoryName ? <Tag>{categoryName}</Tag> : null}
              {taxFree ? <Tag>{t('taxFree')}</Tag> : null}
            </p>
            <PageHeading title={title} className="max-sm:text-2xl" />
          </div>
          {product.isClosed ? <Notice tone="warn">{t('closed')}</Notice> : null}
          <BuyPanel product={product} />
          <DeliveryFacts marketId={marketId} currency={currency} />
        </div>
      </div>
      {description ? (
        <section aria-labelledby="about-product" className="grid gap-3">
          <h2 id="about-product" className="text-xl font-bold">
            {t('about')}
          </h2>
          <p className="max-w-prose whitespace-pre-line">{description}</p>
        </section>
      ) : null}
      <Facts product={product} />
      <Seller product={product} />
    </Page>
  )
}

/** What the law wants to be said, and whether it is taken back. */
function Facts({ product: { facts, returnable, whyFinal, taxFree } }: { product: Product }) {
  const t = useProductText()
  const language = useLanguage()
  const rows = [
    ...facts.map(({ label, value }) => ({ label: factLabel(label, language), value })),
    ...(taxFree ? [{ label: t('tax'), value: t('taxFree') }] : []),
    { label: t('returns'), value: returnable ? t('returnable') : t('final', { why: whyFinal }) },
  ]
  return (
    <section aria-labelledby="facts" className="grid gap-3">
      <h2 id="facts" className="text-xl font-bold">
        {t('facts')}
      </h2>
      <dl className="max-w-3xl divide-y divide-line border-y border-line">
        {rows.map(({ label, value }) => (
          <div
            key={`${label} ${value}`}
            className="grid gap-1 py-2.5 sm:grid-cols-[14rem_1fr] sm:gap-4"
          >
            <dt className="text-soft">{label}</dt>
            <dd className="break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Whose product it is, as the law wants it to be said, and the way to the others. */
function Seller({ product: { marketId, marketName } }: { product: Product }) {
  const t = useProductText()
  return (
    <section aria-labelledby="seller" className="grid gap-3">
      <h2 id="seller" className="text-xl font-bold">
        {t('seller.title')}
      </h2>
      <p className="flex flex-wrap items-center gap-x-4">
        <span className="font-semibold">{marketName}</span>
        <Link
          to="/market/$marketId"
          params={{ marketId }}
          className="inline-flex min-h-11 items-center font-semibold text-accent hover:underline"
        >
          {t('seller.toShop', { name: marketName })}
        </Link>
      </p>
    </section>
  )
}
