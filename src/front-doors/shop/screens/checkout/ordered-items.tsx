import { Link } from '@tanstack/react-router'
import { Picture } from '../../../../web/kit/picture.tsx'
import { Price } from '../../../../web/kit/price.tsx'
import { Skeleton } from '../../../../web/kit/states.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Fetched } from '../../../../web/query.ts'
import type { Cart } from '../cart/cart-queries.ts'
import { useCheckoutText } from './text.ts'

interface OrderedItemsProps {
  readonly query: Fetched<Cart>
  readonly marketId: string
}

/** What can be ordered of the cart. */
export function OrderedItems({ query, marketId }: OrderedItemsProps) {
  const t = useCheckoutText()
  const language = useLanguage()
  if (!query.data) return <Skeleton className="h-32" />
  const lines = query.data.lines.filter(({ quantity }) => quantity > 0)
  return (
    <section aria-labelledby="items" className="grid gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-3">
        <h2 id="items" className="text-xl font-bold">
          {t('items')}
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
        {lines.map(({ id, image, what, quantity, price }) => (
          <li key={id} className="flex items-center gap-4">
            <Picture image={image} small decorative className="size-16 shrink-0 rounded-xl" />
            <span className="min-w-0 grow">
              {what[language]} <span className="text-soft">{t('count', { count: quantity })}</span>
            </span>
            <Price
              money={{ ...price, amount: price.amount * quantity }}
              className="font-semibold"
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
