import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Gallery } from '../../../../stores/pictures/screens/gallery/gallery.tsx'
import { OtherDoors } from '../../../../stores/screens/other-doors.tsx'
import { storeQuery } from '../../../../stores/screens/store-queries.ts'
import { StoreSkeleton } from '../../../../stores/screens/store-skeleton.tsx'
import type { StoreAnswer } from '../../../../web/door.ts'
import { LoadedPage } from '../../../../web/kit/loaded.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Page, PageHeading } from '../../../../web/kit/page.tsx'
import { useQuery } from '../../../../web/query.ts'
import { menuText } from '../text.ts'
import { Filters } from './filters.tsx'
import { ProductList } from './product-list.tsx'
import { categoriesQuery } from './product-queries.ts'
import { useProductText } from './text.ts'

/** One shop: what it says of itself, and its products. */
export function Market() {
  const { marketId } = useParams({ from: '/market/$marketId' })
  return (
    <LoadedPage
      query={useQuery(storeQuery(marketId))}
      title={menuText()('kind')}
      loading={<StoreSkeleton />}
    >
      {(market) => <MarketPage market={market} />}
    </LoadedPage>
  )
}

function MarketPage({ market }: { readonly market: StoreAnswer }) {
  const t = useProductText()
  const filter = useSearch({ from: '/market/$marketId' })
  const navigate = useNavigate({ from: '/market/$marketId' })
  return (
    <Page title={market.name} heading="own">
      <div className="flex flex-col gap-5 md:flex-row-reverse md:items-center md:justify-between md:gap-10">
        {market.images.length > 0 ? (
          <div className="md:w-72 md:shrink-0">
            <Gallery images={market.images} whole />
          </div>
        ) : null}
        <div className="grid gap-1 sm:gap-3">
          <PageHeading title={market.name} className="max-sm:text-2xl sm:text-4xl" />
          <p className="max-w-prose whitespace-pre-line text-soft">{market.description}</p>
          <OtherDoors store={market} here="shop" />
        </div>
      </div>
      {market.closed ? <Notice tone="warn">{t('closed')}</Notice> : null}
      <Categories marketId={market.id} chosen={filter.category} />
      <Filters
        filter={filter}
        onChange={(part) =>
          navigate({
            search: (before) => ({ ...before, ...part }),
            replace: true,
            resetScroll: false,
          })
        }
      />
      <ProductList marketId={market.id} filter={filter} />
    </Page>
  )
}

/** Ways to the products of one category; none where the shop sorts nothing. */
function Categories({
  marketId,
  chosen,
}: {
  readonly marketId: string
  readonly chosen: string | undefined
}) {
  const t = useProductText()
  const { data } = useQuery(categoriesQuery(marketId))
  const shown = (data?.data ?? []).filter((one) => one.shown > 0)
  if (shown.length === 0) return null
  const all = [{ categoryId: undefined, name: t('allCategories') }, ...shown]
  return (
    <nav aria-label={t('categories')} className="-mx-1 flex gap-2 overflow-x-auto px-1 py-1">
      {all.map(({ categoryId, name }) => (
        <Link
          key={categoryId ?? ''}
          to="."
          search={(before) => ({ ...before, category: categoryId })}
          replace
          resetScroll={false}
          aria-current={categoryId === chosen ? 'page' : undefined}
          className={`inline-flex min-h-11 shrink-0 items-center rounded-full px-4 font-semibold ${
            categoryId === chosen ? 'bg-ink text-paper' : 'bg-well hover:bg-blush'
          }`}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
