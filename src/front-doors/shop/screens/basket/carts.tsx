import { Link } from '@tanstack/react-router'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useQuery } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { type Carts as CartsAnswer, cartsQuery } from './carts-query.ts'
import { useBasketText } from './text.ts'

/** The reader's carts, one a shop: each is ordered by itself. */
export function Carts() {
  const t = useBasketText()
  const me = useMe()
  return (
    <Page title={t('title')}>
      {me === null ? <Empty /> : null}
      {me ? <Filled /> : null}
    </Page>
  )
}

function Filled() {
  const query = useQuery(cartsQuery)
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <Empty />
        ) : (
          <ul className="grid gap-4 sm:grid-cols-2">
            {data.map((cart) => (
              <li key={cart.marketId}>
                <Cart cart={cart} />
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  )
}

function Cart({ cart }: { readonly cart: CartsAnswer['data'][number] }) {
  const t = useBasketText()
  const { marketId, marketName, image, count } = cart
  return (
    <Link
      to="/market/$marketId/cart"
      params={{ marketId }}
      className="flex items-center gap-4 rounded-3xl border border-line bg-card p-4 hover:border-edge"
    >
      <Picture image={image} as="row" decorative className="size-16 shrink-0 rounded-2xl" />
      <span className="min-w-0">
        <span className="block font-bold wrap-anywhere">{marketName}</span>
        <span className="block text-soft">{t('units', { count })}</span>
      </span>
    </Link>
  )
}

function Empty() {
  const t = useBasketText()
  return (
    <EmptyState
      title={t('empty')}
      action={
        <Link to="/market" className={buttonLook()}>
          {t('toShops')}
        </Link>
      }
    >
      {t('emptyLead')}
    </EmptyState>
  )
}
