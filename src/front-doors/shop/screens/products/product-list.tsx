import { Link } from '@tanstack/react-router'
import { tileLook } from '../../../../stores/screens/list/store-tile.tsx'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { MoreButton } from '../../../../web/kit/more-button.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { EmptyState, Failure, Loading, Skeleton } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { isNarrowed } from './filter.ts'
import { type ProductCard, type ProductFilter, productsQuery } from './product-queries.ts'
import { Scene } from './scene.tsx'
import { useProductText } from './text.ts'

/** Tiles that are seen before any scrolling. */
const SEEN_AT_ONCE = 4
const columns = 'grid grid-cols-2 gap-x-4 gap-y-7 sm:gap-x-6 md:grid-cols-3 lg:grid-cols-4'

interface ProductListProps {
  /** Undefined: of all shops. */
  readonly marketId?: string | undefined
  readonly filter: ProductFilter
}

/** Products of a filter, page by page. */
export function ProductList({ marketId, filter }: ProductListProps) {
  const t = useProductText()
  const list = useInfiniteQuery({
    ...productsQuery(marketId, filter),
    placeholderData: (before) => before,
  })
  if (list.isPending) return <ListSkeleton />
  if (!list.data) return <Failure problem={list.error} onRetry={() => list.refetch()} />
  const products = list.data.pages.flatMap(({ data }) => data)
  if (products.length === 0) {
    const narrowed = isNarrowed(filter)
    return (
      <EmptyState
        title={t(narrowed ? 'noneFound' : 'none')}
        action={narrowed ? <NextStep {...{ marketId, filter }} /> : null}
      >
        {t(narrowed ? 'noneFoundLead' : 'noneLead')}
      </EmptyState>
    )
  }
  return (
    <>
      <ul className={`${columns} ${list.isPlaceholderData ? 'opacity-60' : ''}`}>
        {products.map((product, at) => (
          <li key={product.productId}>
            <ProductTile
              product={product}
              main={at < SEEN_AT_ONCE}
              isOfOne={marketId !== undefined}
            />
          </li>
        ))}
      </ul>
      <MoreButton of={list}>{t('more')}</MoreButton>
    </>
  )
}

/** Where nothing fits: the same words without other conditions, at all shops, or among places. */
function NextStep({ marketId, filter: { q, ...others } }: ProductListProps) {
  const t = useProductText()
  const words = q ? { q } : {}
  const look = buttonLook()
  if (isNarrowed(others))
    return (
      <Link to="." search={words} replace resetScroll={false} className={look}>
        {q ? t('onlyWords', { q }) : t('allProducts')}
      </Link>
    )
  return (
    <Link to={marketId ? '/market' : '/search'} search={words} className={look}>
      {t(marketId ? 'atAllShops' : 'amongPlaces', { q: q ?? '' })}
    </Link>
  )
}

interface ProductTileProps {
  readonly product: ProductCard
  /** Whether its picture is seen at once. */
  readonly main: boolean
  /** Where the page is of one shop, its name is left out. */
  readonly isOfOne: boolean
}

/** A product in a list: picture, title, price, and whether it is sold out. */
function ProductTile({ product, main, isOfOne }: ProductTileProps) {
  const t = useProductText()
  const { marketId, productId, title, image, price, currency, isFrom, isSoldOut } = product
  const look = `aspect-square w-full ${isSoldOut ? 'opacity-60' : ''}`
  return (
    <Link
      to="/market/$marketId/products/$productId"
      params={{ marketId, productId }}
      className={tileLook}
    >
      <div className="overflow-hidden rounded-2xl shadow-lift">
        {image ? (
          <Picture image={image} main={main} as="square" decorative className={look} />
        ) : (
          <Scene className={look} />
        )}
      </div>
      <div className="grid content-start gap-0.5">
        <h2 className="line-clamp-2 leading-snug font-semibold group-hover:text-accent">{title}</h2>
        {isOfOne ? null : <p className="truncate text-sm text-soft">{product.marketName}</p>}
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-bold">
            <Price money={{ amount: price, currency }} className="text-lg" />
            {isFrom ? t('from') : null}
          </span>
          {isSoldOut ? <Tag>{t('soldOut')}</Tag> : null}
        </p>
      </div>
    </Link>
  )
}

const ListSkeleton = () => (
  <Loading className={columns}>
    {Array.from({ length: 4 }, (_, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: skeletons never change order
      <Skeleton key={index} className="aspect-3/4" />
    ))}
  </Loading>
)
