import { Link, useParams } from '@tanstack/react-router'
import { buttonLook } from '../../../../web/kit/button.tsx'
import { Loaded } from '../../../../web/kit/loaded.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { Page } from '../../../../web/kit/page.tsx'
import { EmptyState } from '../../../../web/kit/states.tsx'
import { useQuery, useQueryClient } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { useSend } from '../../../../web/use-send.ts'
import { cartsKey } from '../basket/carts-query.ts'
import { CartLineCard } from './cart-line.tsx'
import { type Cart as CartAnswer, cartKey, cartQuery } from './cart-queries.ts'
import { CartSum } from './cart-sum.tsx'
import { useCartText } from './text.ts'
import { kindOf } from './what.ts'

/** What the reader means to buy at a shop, with what was cut and what changed since. */
export function Cart() {
  const t = useCartText()
  const { marketId } = useParams({ from: '/market/$marketId/cart' })
  const me = useMe()
  return (
    <Page title={t('title')}>
      {me === null ? <Empty marketId={marketId} /> : null}
      {me ? <Filled marketId={marketId} /> : null}
    </Page>
  )
}

function Filled({ marketId }: { readonly marketId: string }) {
  const query = useQuery(cartQuery(marketId))
  return (
    <Loaded query={query}>
      {(cart) =>
        cart.lines.length === 0 ? (
          <Empty marketId={marketId} />
        ) : (
          <Lines marketId={marketId} cart={cart} />
        )
      }
    </Loaded>
  )
}

function Lines({ marketId, cart }: { readonly marketId: string; readonly cart: CartAnswer }) {
  const t = useCartText()
  const { problem, send } = useSend()
  const client = useQueryClient()
  return (
    <div className="grid items-start gap-6 md:grid-cols-[minmax(0,1fr)_22rem] md:gap-10">
      <div className="grid gap-4">
        <Link
          to="/market/$marketId"
          params={{ marketId }}
          className="inline-flex min-h-11 items-center justify-self-start font-bold hover:underline"
        >
          {cart.marketName}
        </Link>
        <Refused problem={problem} />
        <ul className="grid gap-4">
          {cart.lines.map((line) => (
            <li key={line.id}>
              <CartLineCard
                {...{ marketId, cart, line }}
                onSend={async (ask) => {
                  const sent = await send(ask)
                  if (!sent?.ok) return false
                  client.setQueryData(cartKey(marketId), sent.answer)
                  client.invalidateQueries({ queryKey: cartsKey })
                  return true
                }}
              />
            </li>
          ))}
        </ul>
        <Link
          to="/market/$marketId"
          params={{ marketId }}
          className={buttonLook('quiet', 'justify-self-start')}
        >
          {t(kindOf(cart) === 'sent' ? 'goOn' : 'along.more')}
        </Link>
      </div>
      <CartSum marketId={marketId} cart={cart} />
    </div>
  )
}

function Empty({ marketId }: { readonly marketId: string }) {
  const t = useCartText()
  return (
    <EmptyState
      title={t('empty')}
      action={
        <Link to="/market/$marketId" params={{ marketId }} className={buttonLook()}>
          {t('toShop')}
        </Link>
      }
    >
      {t('emptyLead')}
    </EmptyState>
  )
}
