import { Link } from '@tanstack/react-router'
import { priceText } from '../../../../kernel/format.ts'
import { GuestTerms } from '../../../../terms/screens/guest-terms.tsx'
import { Button, buttonLook } from '../../../../web/kit/button.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { Price, PriceOrFree } from '../../../../web/kit/price.tsx'
import { ProgressBar } from '../../../../web/kit/progress-bar.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { useMe } from '../../../../web/session.ts'
import { termsQuery } from '../checkout/checkout-queries.ts'
import type { Cart } from './cart-queries.ts'
import { useCartText } from './text.ts'
import { useOrder } from './use-order.ts'
import { kindOf } from './what.ts'

interface CartSumProps {
  readonly marketId: string
  readonly cart: Cart
}

export function CartSum({ marketId, cart }: CartSumProps) {
  const t = useCartText()
  const { subtotal, delivery, total, count } = cart
  const kind = kindOf(cart)
  return (
    <section
      aria-labelledby="cart-sum"
      className="grid gap-4 rounded-3xl border border-line bg-card p-5 shadow-lift md:sticky md:top-20 short:static"
    >
      <h2 id="cart-sum" className="text-xl font-bold">
        {t('sum')}
      </h2>
      <dl className="grid gap-2.5">
        <div className="flex justify-between gap-4">
          <dt className="text-soft">{t(subtotals[kind])}</dt>
          <dd>
            <Price money={subtotal} />
          </dd>
        </div>
        {kind === 'booked' ? null : (
          <div className="flex justify-between gap-4">
            <dt className="text-soft">{t('delivery')}</dt>
            <dd>
              <PriceOrFree money={delivery.fee} />
            </dd>
          </div>
        )}
        <div className="flex justify-between gap-4 border-t border-line pt-2.5 text-lg font-bold">
          <dt>{t('total')}</dt>
          <dd>
            <Price money={total} />
          </dd>
        </div>
      </dl>
      <FreeDelivery delivery={delivery} />
      {kind === 'booked' ? null : <Areas marketId={marketId} />}
      {kind === 'booked' ? <Book {...{ marketId, cart }} /> : null}
      {count > 0 && kind !== 'booked' ? (
        <Link to="/market/$marketId/checkout" params={{ marketId }} className={buttonLook()}>
          {t('order', { count })}
        </Link>
      ) : null}
    </section>
  )
}

const subtotals = {
  sent: 'subtotal',
  booked: 'subtotalBooked',
  mixed: 'subtotalMixed',
} as const

/** Of a cart with nothing to send: the page of a booking asks the rest. */
function Book({ marketId, cart }: CartSumProps) {
  const t = useCartText()
  const { order, pending, problem } = useOrder(marketId)
  const me = useMe()
  return (
    <>
      <Refused problem={problem} />
      {me?.isGuest ? <GuestTerms /> : null}
      <Button pending={pending} onClick={() => order({ seenTotal: cart.total.amount })}>
        {t('book')}
      </Button>
    </>
  )
}

/** Where the shop delivers for more. */
function Areas({ marketId }: Pick<CartSumProps, 'marketId'>) {
  const t = useCartText()
  const { data } = useQuery(termsQuery(marketId))
  if (!data || data.areas.length === 0) return null
  const areas = data.areas.map(({ name }) => name).join(', ')
  return <p className="text-sm text-soft">{t('area', { areas })}</p>
}

/** How far it is to free delivery. */
function FreeDelivery({
  delivery: { missing, freeFrom },
}: {
  readonly delivery: Cart['delivery']
}) {
  const t = useCartText()
  const language = useLanguage()
  if (!missing || !freeFrom) return null
  const said =
    missing.amount > 0 ? t('missing', { amount: priceText(missing, language) }) : t('isFree')
  return (
    <div className="grid gap-1.5">
      <p className="text-sm font-semibold text-accent">{said}</p>
      <ProgressBar label={said} max={freeFrom.amount} value={freeFrom.amount - missing.amount} />
    </div>
  )
}
