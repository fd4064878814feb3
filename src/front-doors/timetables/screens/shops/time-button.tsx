import { Refusal } from '../../../../bookings/screens/taking/refusal.tsx'
import type { Claim } from '../../../../bookings/screens/taking/use-claim.ts'
import { wallTimeAt } from '../../../../kernel/format.ts'
import { Spinner } from '../../../../web/kit/button.tsx'
import { PriceOrFree } from '../../../../web/kit/price.tsx'
import { Left } from './left.tsx'
import type { ShopAnswer, ShopTime } from './shop-queries.ts'
import { useShopText } from './text.ts'

interface TimeButtonProps {
  readonly time: ShopTime
  readonly shop: ShopAnswer['shop']
  readonly isBegun: boolean
  readonly claim: Claim<string> | undefined
}

const look = 'grid min-h-28 w-full content-between gap-2 rounded-2xl border px-4 py-3 text-left'

/** One time of today. A button where it can be taken; sold out or begun it says so and takes none. */
export function TimeButton({ time, shop, isBegun, claim }: TimeButtonProps) {
  const isHeld = claim?.isHeld(time.placeId) === true
  const isDead = isBegun || (time.remaining <= 0 && !isHeld)
  const isPending = claim?.pending?.wanted === time.id
  const facts = <Facts {...{ time, shop, isBegun, isHeld, isPending }} />
  if (!claim || isBegun)
    return (
      <div
        className={`${look} ${isDead ? 'border-line bg-well text-soft' : 'border-line bg-card'}`}
      >
        {facts}
      </div>
    )
  const refusal = claim.refused?.wanted === time.id ? claim.refused.problem : undefined
  return (
    <>
      <button
        type="button"
        aria-disabled={isDead || undefined}
        onClick={() => (isDead ? undefined : claim.take(time.id))}
        className={`${look} transition ${
          isDead
            ? 'border-transparent bg-well text-soft'
            : 'border-line bg-card shadow-sm hover:-translate-y-0.5 hover:border-accent hover:shadow-lift'
        }`}
      >
        {facts}
      </button>
      {refusal ? <Refusal problem={refusal} /> : null}
    </>
  )
}

interface FactsProps extends Pick<TimeButtonProps, 'time' | 'shop' | 'isBegun'> {
  /** By the reader. */
  readonly isHeld: boolean
  readonly isPending: boolean
}

function Facts({ time, shop, isBegun, isHeld, isPending }: FactsProps) {
  const t = useShopText()
  const { basicRemaining: capacity, startsAt, price } = time
  const remaining = Math.max(0, time.remaining)
  const isFull = remaining === 0 && !isHeld
  const isLow = !isFull && !isHeld && remaining <= capacity / 5
  const state = isBegun ? 'begun' : isHeld ? 'held' : isFull ? 'full' : isLow ? 'low' : undefined
  return (
    <>
      <span className="flex items-baseline justify-between gap-2">
        <time
          dateTime={startsAt}
          className={`text-xl font-bold ${isFull || isBegun ? 'line-through' : ''}`}
        >
          {wallTimeAt(new Date(startsAt), shop.timeZone)}
        </time>
        {isPending ? (
          <Spinner />
        ) : (
          <span
            className={`text-sm font-bold ${(isLow || isHeld) && !isBegun ? 'text-accent' : ''}`}
          >
            {state ? t(`times.${state}`) : ''}
          </span>
        )}
      </span>
      <Left remaining={remaining} capacity={capacity} isOver={isBegun} />
      <span className="flex flex-wrap items-baseline justify-between gap-x-2 text-[0.9375rem]">
        <PriceOrFree money={{ amount: price, currency: shop.currency }} />
        <span className="text-sm text-soft" aria-hidden="true">
          {remaining} / {capacity}
        </span>
        <span className="sr-only">{t('times.remaining', { remaining, capacity })}</span>
      </span>
    </>
  )
}
