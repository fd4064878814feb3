import { Link, type LinkOptions } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Money } from '../../../../kernel/money.ts'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { Failure, Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { titleOf } from '../../products/rules.ts'
import { type CartLine, cartQuery } from '../cart/cart-queries.ts'
import { productQuery } from '../products/product-queries.ts'
import type { Buying } from './buying.ts'
import { useCheckoutText } from './text.ts'

interface OrderedItemsProps {
  readonly marketId: string
  /** Undefined: what can be ordered of the cart. */
  readonly buying: Buying | undefined
}

/** What is ordered. */
export const OrderedItems = ({ marketId, buying }: OrderedItemsProps) =>
  buying ? <OfProduct {...{ marketId, buying }} /> : <OfCart marketId={marketId} />

function OfCart({ marketId }: Pick<OrderedItemsProps, 'marketId'>) {
  const t = useCheckoutText()
  const language = useLanguage()
  const { data } = useQuery(cartQuery(marketId))
  if (!data) return <Skeleton className="h-32" />
  const lines = data.lines.filter(({ quantity }) => quantity > 0)
  return (
    <Items label={t('changeCart')} page={{ to: '/market/$marketId/cart', params: { marketId } }}>
      {lines.map(({ id, what, ...line }) => (
        <Item key={id} {...line} title={what[language]} />
      ))}
    </Items>
  )
}

function OfProduct({ marketId, buying }: { readonly marketId: string; readonly buying: Buying }) {
  const t = useCheckoutText()
  const { productId, variantId, quantity } = buying
  const { data, isPending, error, refetch } = useQuery(productQuery({ marketId, productId }))
  if (isPending) return <Skeleton className="h-32" />
  if (!data) return <Failure problem={error} onRetry={refetch} />
  const variant = data.variants.find((one) => one.variantId === variantId)
  const page = {
    to: '/market/$marketId/products/$productId',
    params: { marketId, productId },
  } as const
  return (
    <Items label={t('toProduct')} page={page}>
      {variant && variant.left > 0 ? (
        <Item
          image={data.images[0] ?? null}
          title={titleOf(data.title, variant.values)}
          price={{ amount: variant.price, currency: data.currency }}
          quantity={quantity}
        />
      ) : (
        <li>
          <Notice tone="warn" title={t('notNow')} />
        </li>
      )}
    </Items>
  )
}

interface ItemsProps {
  readonly label: string
  /** Where it is changed. */
  readonly page: LinkOptions
  readonly children: ReactNode
}

function Items({ label, page, children }: ItemsProps) {
  const t = useCheckoutText()
  return (
    <section aria-labelledby="items" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="items" className="text-xl font-bold">
          {t('items')}
        </h2>
        <Link
          {...page}
          className="inline-flex min-h-11 items-center font-semibold text-accent underline"
        >
          {label}
        </Link>
      </div>
      <ul className="grid gap-3">{children}</ul>
    </section>
  )
}

interface ItemProps extends Pick<CartLine, 'image' | 'quantity'> {
  readonly title: string
  readonly price: Money
}

function Item({ image, title, quantity, price }: ItemProps) {
  const t = useCheckoutText()
  return (
    <li className="flex items-center gap-4">
      <Picture image={image} small decorative className="size-16 shrink-0 rounded-xl" />
      <span className="min-w-0 grow wrap-anywhere">
        {title} <span className="text-soft">{t('count', { count: quantity })}</span>
      </span>
      <Price money={{ ...price, amount: price.amount * quantity }} className="font-semibold" />
    </li>
  )
}
