import { ClaimButton } from '../../../../bookings/screens/claim/claim-button.tsx'
import { Remaining } from '../../../../bookings/screens/claim/remaining.tsx'
import type { Claim } from '../../../../bookings/screens/claim/use-claim.ts'
import { wallTimeAt } from '../../../../kernel/format.ts'
import { Spinner } from '../../../../web/kit/button.tsx'
import { PriceOrFree } from '../../../../web/kit/price.tsx'
import type { ShopAnswer, ShopTime } from './shop-queries.ts'
import { useShopText } from './text.ts'

interface TimeButtonProps {
  readonly time: ShopTime
  readonly shop: ShopAnswer['shop']
  readonly isBegun: boolean
  readonly claim: Claim<string> | undefined
}

/** One time of today: a button while it can be claimed, plain text otherwise. */
export function TimeButton({ time, shop, isBegun, claim }: TimeButtonProps) {
  const isHeld = claim?.isHeld(time.placeId) === true
  const { refused, pending } = claim ?? {}
  return (
    <ClaimButton
      className="min-h-28 content-between gap-2 px-4 py-3"
      isUnavailable={isBegun || (time.remaining <= 0 && !isHeld)}
      onClaim={claim && !isBegun ? () => claim.take(time.id) : undefined}
      refusal={refused?.selection === time.id ? refused.problem : undefined}
    >
      <Facts {...{ time, shop, isBegun, isHeld }} isPending={pending?.selection === time.id} />
    </ClaimButton>
  )
}

interface FactsProps extends Pick<TimeButtonProps, 'time' | 'shop' | 'isBegun'> {
  /** By the signed-in person. */
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
      <Remaining remaining={remaining} capacity={capacity} isOver={isBegun} />
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
