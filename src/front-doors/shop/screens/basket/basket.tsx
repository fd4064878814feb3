import { Link, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useQuery } from '../../../../web/query.ts'
import { cartsQuery } from './carts-query.ts'
import { useBasketText } from './text.ts'

/** The way to the reader's cart, or to the list of several, with the count of what is in them. */
export function Basket({ className }: { readonly className: string }) {
  const { data, refetch } = useQuery(cartsQuery)
  const here = useRouterState({ select: ({ location }) => location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: an order takes what it has bought
  useEffect(() => {
    refetch()
  }, [here])
  const [cart, ...others] = data?.data ?? []
  const content = <Content count={data?.count ?? 0} />
  if (cart && others.length === 0)
    return (
      <Link
        to="/market/$marketId/cart"
        params={{ marketId: cart.marketId }}
        className={`relative ${className}`}
      >
        {content}
      </Link>
    )
  return (
    <Link to="/market/carts" className={`relative ${className}`}>
      {content}
    </Link>
  )
}

const SHOWN_MOST = 99

function Content({ count }: { readonly count: number }) {
  const t = useBasketText()
  return (
    <>
      <svg viewBox="0 0 24 24" className="size-6" aria-hidden="true">
        <path
          d="M3 4h2.5l2.2 11h10l2-8H6.4M9.5 19.5h.01M16.5 19.5h.01"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
          fill="none"
        />
      </svg>
      <span className="sr-only">{count > 0 ? t('said', { count }) : t('title')}</span>
      {count > 0 ? (
        <span
          aria-hidden="true"
          className="absolute top-0.5 right-0 min-w-5 rounded-full bg-accent px-1 text-center text-xs leading-5 font-bold text-on-accent"
        >
          {count > SHOWN_MOST ? `${SHOWN_MOST}+` : count}
        </span>
      ) : null}
    </>
  )
}
