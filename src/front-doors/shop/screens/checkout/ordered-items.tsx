import { Link, type LinkOptions } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Language } from '../../../../kernel/language.ts'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Picture } from '../../../../web/kit/picture.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { Failure, Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { titleOf } from '../../products/rules.ts'
import { type Cart, type CartLine, cartQuery } from '../cart/cart-queries.ts'
import { isSent, kindOf, whenText } from '../cart/what.ts'
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
  const { data: cart } = useQuery(cartQuery(marketId))
  if (!cart) return <Skeleton className="h-32" />
  const lines = cart.lines.filter(({ quantity }) => quantity > 0)
  const page = { to: '/market/$marketId/cart', params: { marketId } } as const
  return (
    <Items label={t('changeCart')} page={page} isMixed={kindOf(cart) === 'mixed'}>
      {lines.map((line) => (
        <Item
          key={line.id}
          {...line}
          title={line.what[language]}
          when={whenOf(line, cart, language)}
          isCounted={isSent(line)}
        />
      ))}
    </Items>
  )
}

function whenOf(line: CartLine, cart: Cart, language: Language) {
  const text = whenText(line, cart, language)
  return text && line.startsAt ? { text, startsAt: line.startsAt } : undefined
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
  readonly isMixed?: boolean
  readonly children: ReactNode
}

function Items({ label, page, isMixed, children }: ItemsProps) {
  const t = useCheckoutText()
  return (
    <section aria-labelledby="items" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="items" className="text-xl font-bold">
          {t(isMixed ? 'itemsMixed' : 'items')}
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

interface ItemProps extends Pick<CartLine, 'image' | 'quantity' | 'price'> {
  readonly title: string
  /** Of a place, whose words say how many. */
  readonly when?: { readonly text: string; readonly startsAt: string } | undefined
  /** Not said of a place. */
  readonly isCounted?: boolean
}

function Item({ image, title, quantity, price, when, isCounted = true }: ItemProps) {
  const t = useCheckoutText()
  return (
    <li className="flex items-center gap-4">
      <Picture image={image} as="row" decorative className="size-16 shrink-0 rounded-xl" />
      <span className="min-w-0 grow wrap-anywhere">
        {when ? (
          <time dateTime={when.startsAt} className="block font-semibold">
            {when.text}
          </time>
        ) : null}
        {title}{' '}
        {isCounted ? <span className="text-soft">{t('count', { count: quantity })}</span> : null}
      </span>
      <Price money={{ ...price, amount: price.amount * quantity }} className="font-semibold" />
    </li>
  )
}
