import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { OnlyFor } from '../../../../stores/screens/role.tsx'
import type { StoreAnswer } from '../../../../web/door.ts'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { MoreButton } from '../../../../web/kit/more-button.tsx'
import { Tag } from '../../../../web/kit/notice.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useInfiniteQuery } from '../../../../web/query.ts'
import { type OwnProduct, type OwnState, onTab, ownProductsQuery, states } from './owner-queries.ts'
import { StockLine } from './stock-line.tsx'
import { useSellerText } from './text.ts'

const PAUSE_MS = 250

/** What is typed, once nothing is for a moment. */
function usePaused(typed: string): string {
  const [paused, setPaused] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(typed.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return paused
}

/** All products of a shop, with their stock in place. */
export function OwnProductList({ store }: { readonly store: StoreAnswer }) {
  const t = useSellerText()
  const [typed, setTyped] = useState('')
  const [state, setState] = useState<OwnState>()
  const q = usePaused(typed)
  const query = useInfiniteQuery({
    ...ownProductsQuery(store.id, q, state),
    placeholderData: (before) => before,
  })
  const products = query.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <div className="grid gap-5">
      <h2 className="sr-only">{t('products')}</h2>
      <div className="flex flex-wrap items-center gap-3">
        <input
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={50}
          className="field min-w-0 grow sm:max-w-sm"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <select
          aria-label={t('state.label')}
          className="field w-auto"
          value={state ?? ''}
          onChange={({ target }) => setState(states.find((one) => one === target.value))}
        >
          <option value="">{t('state.all')}</option>
          {states.map((one) => (
            <option key={one} value={one}>
              {t(`state.${one}`)}
            </option>
          ))}
        </select>
        <OnlyFor storeId={store.id} right="manager">
          <AddLink />
        </OnlyFor>
      </div>
      <Loaded query={query}>
        {() =>
          products.length > 0 ? (
            <ul className={`grid gap-3 ${query.isPlaceholderData ? 'opacity-60' : ''}`}>
              {products.map((product) => (
                <li key={product.productId}>
                  <ProductLine product={product} store={store} />
                </li>
              ))}
            </ul>
          ) : (
            <EmptyState title={t(q || state ? 'noneFound' : 'none')}>
              {q || state ? null : t('noneLead')}
            </EmptyState>
          )
        }
      </Loaded>
      <MoreButton of={query}>{t('more')}</MoreButton>
    </div>
  )
}

function AddLink() {
  const t = useSellerText()
  return (
    <Link to="." search={onTab('new')} className={buttonLook()}>
      {t('add')}
    </Link>
  )
}

interface ProductLineProps {
  readonly product: OwnProduct
  readonly store: StoreAnswer
}

function ProductLine({ product, store: { currency, timeZone } }: ProductLineProps) {
  const t = useSellerText()
  const { productId, title, images, hidden, price, variants, sold } = product
  return (
    <article className="grid gap-3 rounded-3xl border border-line bg-card p-3">
      <div className="grid grid-cols-[4.5rem_minmax(0,1fr)] items-center gap-4">
        <Picture
          image={images[0] ?? null}
          as="square"
          decorative
          className="aspect-square w-full overflow-hidden rounded-2xl"
        />
        <div className="grid gap-1">
          <p className="flex flex-wrap gap-1.5">
            <Tag tone={hidden ? 'warn' : 'good'}>{t(hidden ? 'hidden' : 'shown')}</Tag>
            {variants.some(isLow) ? <Tag tone="warn">{t('low')}</Tag> : null}
          </p>
          <h3 className="line-clamp-2 text-lg font-bold">
            <Link to="." search={onTab(productId)} className="hover:text-accent hover:underline">
              {title}
            </Link>
          </h3>
          <p className="flex flex-wrap gap-x-3 text-sm text-soft">
            {price === null ? null : <Price money={{ amount: price, currency }} />}
            <span>{t('sold', { count: sold })}</span>
          </p>
        </div>
      </div>
      <ul className="divide-y divide-line border-t border-line">
        {variants.map((variant) => (
          <li key={variant.variantId}>
            <StockLine {...{ product, variant, timeZone }} />
          </li>
        ))}
      </ul>
    </article>
  )
}

const isLow = ({ left, lowAt }: OwnProduct['variants'][number]): boolean =>
  lowAt !== null && left <= lowAt
