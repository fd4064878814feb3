import { ClaimButton } from '../../../../bookings/screens/claim/claim-button.tsx'
import { Remaining } from '../../../../bookings/screens/claim/remaining.tsx'
import type { Claim } from '../../../../bookings/screens/claim/use-claim.ts'
import { WaitButton } from '../../../../bookings/screens/waitlist/wait-button.tsx'
import { wallTimeAt } from '../../../../kernel/format.ts'
import { Spinner } from '../../../../web/kit/button.tsx'
import { PriceOrFree } from '../../../../web/kit/price.tsx'
import type { ShopAnswer, ShopTime } from './shop-queries.ts'
import { useShopText } from './text.ts'

interface TimeButtonProps {
  readonly time: ShopTime
  readonly shop: ShopAnswer['shop']
  readonly isBegun: boolean
  readonly claim: Claim<string>
  /** The id of the one that was pressed before signing in. */
  readonly wanted: string | undefined
}

/** One time of today: a button while it can be claimed, plain text otherwise. */
export function TimeButton({ time, shop, isBegun, claim, wanted }: TimeButtonProps) {
  const t = useShopText()
  const { refused, pending, isHeld: isHeldPlace } = claim
  const isHeld = isHeldPlace(time.placeId)
  const isFull = time.remaining <= 0 && !isHeld
  const count = t('times.remaining', {
    remaining: Math.max(0, time.remaining),
    capacity: time.basicRemaining,
  })
  return (
    <>
      <ClaimButton
        className="min-h-28 content-between gap-2 px-4 py-3"
        isUnavailable={isBegun || isFull}
        onClaim={isBegun ? undefined : () => claim.take(time.id, priceOf(time, shop))}
        refusal={refused?.selection === time.id ? refused.problem : undefined}
        count={count}
        wantedAt={wanted === time.id ? timeOfDay(time, shop) : undefined}
        data-time={time.id}
      >
        <Facts
          {...{ time, shop, isBegun, isHeld, count }}
          isPending={pending?.selection === time.id}
        />
      </ClaimButton>
      {isFull && !isBegun ? (
        <WaitButton
          storeId={shop.id}
          item={{ timetableId: time.id }}
          what={timeOfDay(time, shop)}
          className="mt-1"
        />
      ) : null}
    </>
  )
}

const timeOfDay = ({ startsAt }: ShopTime, { timeZone }: ShopAnswer['shop']): string =>
  wallTimeAt(new Date(startsAt), timeZone)

const priceOf = ({ price: amount }: ShopTime, { currency }: ShopAnswer['shop']) => ({
  amount,
  currency,
})

interface FactsProps extends Pick<TimeButtonProps, 'time' | 'shop' | 'isBegun'> {
  /** By the signed-in person. */
  readonly isHeld: boolean
  readonly isPending: boolean
  readonly count: string
}

function Facts({ time, shop, isBegun, isHeld, isPending, count }: FactsProps) {
  const t = useShopText()
  const { basicRemaining: capacity, startsAt } = time
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
          {timeOfDay(time, shop)}
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
        <PriceOrFree money={priceOf(time, shop)} />
        <span className="text-sm text-soft" aria-hidden="true">
          {remaining} / {capacity}
        </span>
        <span className="sr-only">{count}</span>
      </span>
    </>
  )
}
