import { Link } from '@tanstack/react-router'
import { Picture } from '../../../../web/kit/picture.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Fetched } from '../../../../web/query.ts'
import type { Cart, CartLine } from '../cart/cart-queries.ts'
import { isSent, kindOf, whenText } from '../cart/what.ts'
import { useCheckoutText } from './text.ts'

interface OrderedItemsProps {
  readonly query: Fetched<Cart>
  readonly marketId: string
}

/** What can be ordered of the cart. */
export function OrderedItems({ query, marketId }: OrderedItemsProps) {
  const t = useCheckoutText()
  if (!query.data) return <Skeleton className="h-32" />
  const lines = query.data.lines.filter(({ quantity }) => quantity > 0)
  return (
    <section aria-labelledby="items" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="items" className="text-xl font-bold">
          {t(kindOf(query.data) === 'mixed' ? 'itemsMixed' : 'items')}
        </h2>
        <Link
          to="/market/$marketId/cart"
          params={{ marketId }}
          className="inline-flex min-h-11 items-center font-semibold text-accent underline"
        >
          {t('changeCart')}
        </Link>
      </div>
      <ul className="grid gap-3">
        {lines.map((line) => (
          <Item key={line.id} {...{ line }} cart={query.data as Cart} />
        ))}
      </ul>
    </section>
  )
}

interface ItemProps {
  readonly line: CartLine
  readonly cart: Cart
}

/** Goods with their number; a place with its time, whose words say how many. */
function Item({ line, cart }: ItemProps) {
  const t = useCheckoutText()
  const language = useLanguage()
  const { image, what, quantity, price, startsAt } = line
  const when = whenText(line, cart, language)
  return (
    <li className="flex items-center gap-4">
      <Picture image={image} small decorative className="size-16 shrink-0 rounded-xl" />
      <span className="min-w-0 grow">
        {when ? (
          <time dateTime={startsAt ?? ''} className="block font-semibold">
            {when}
          </time>
        ) : null}
        {what[language]}{' '}
        {isSent(line) ? <span className="text-soft">{t('count', { count: quantity })}</span> : null}
      </span>
      <Price money={{ ...price, amount: price.amount * quantity }} className="font-semibold" />
    </li>
  )
}
