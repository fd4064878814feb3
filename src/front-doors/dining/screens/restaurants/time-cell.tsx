import { ClaimButton } from '../../../../bookings/screens/claim/claim-button.tsx'
import type { Claim } from '../../../../bookings/screens/claim/use-claim.ts'
import { WaitButton } from '../../../../bookings/screens/waitlist/wait-button.tsx'
import { dayText } from '../../../../kernel/format.ts'
import { perText } from '../../../../stores/pricing-rules.ts'
import { Spinner } from '../../../../web/kit/button.tsx'
import { PriceOrFree } from '../../../../web/kit/price.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Selection } from './claiming.ts'
import { type Day, type Restaurant, type Time, unitOf } from './restaurant-queries.ts'
import { useRestaurantText } from './text.ts'

interface TimeCellProps {
  readonly day: Day
  readonly time: Time
  readonly restaurant: Pick<Restaurant, 'id' | 'closed' | 'currency' | 'pricing'>
  readonly claim: Claim<Selection>
  readonly take: (day: Day, time: Time) => void
  /** Date and table time that were pressed before signing in. */
  readonly wanted: string | undefined
  /** Day and time in the grid, for keyboard navigation. */
  readonly cell: string
  readonly isStop: boolean
}

/** One time of one day; signed out, pressing it leads to signing in. */
export function TimeCell(props: TimeCellProps) {
  const { day, time, restaurant, claim, take, wanted, cell, isStop } = props
  const language = useLanguage()
  const count = useCount(restaurant, time)
  const name = `${day.date} ${time.tableTimeId}`
  const selection = { tableTimeId: time.tableTimeId, date: day.date }
  const isHeld = claim.isHeld(time.placeId)
  const isFull = time.remaining <= 0 && !isHeld
  return (
    <>
      <ClaimButton
        className="gap-0.5 px-3.5 py-2.5 max-md:min-h-16 max-md:px-4"
        isUnavailable={isFull}
        onClaim={() => take(day, time)}
        refusal={isSame(claim.refused?.selection, selection) ? claim.refused?.problem : undefined}
        count={count}
        data-cell={cell}
        wantedAt={wanted === name ? time.time : undefined}
        data-time={name}
        tabIndex={isStop ? 0 : -1}
        aria-describedby="grid-keys"
      >
        <Facts
          {...{ day, time, restaurant, count, isFull, isHeld }}
          isPending={isSame(claim.pending?.selection, selection)}
        />
      </ClaimButton>
      {isFull && !restaurant.closed ? (
        <WaitButton
          storeId={restaurant.id}
          item={selection}
          what={`${dayText(day.date, language)} ${time.time}`}
          className="mt-1"
        />
      ) : null}
    </>
  )
}

/** `테이블 8개 중 3개 남음`. */
function useCount({ pricing }: TimeCellProps['restaurant'], { remaining, capacity }: Time): string {
  const t = useRestaurantText()
  return t(`grid.remaining.${unitOf(pricing)}`, { remaining, capacity })
}

const isSame = (one: Selection | undefined, other: Selection): boolean =>
  one?.tableTimeId === other.tableTimeId && one.date === other.date

interface FactsProps extends Pick<TimeCellProps, 'day' | 'time' | 'restaurant'> {
  readonly count: string
  readonly isFull: boolean
  /** By the signed-in person. */
  readonly isHeld: boolean
  readonly isPending: boolean
}

function Facts({ day, time, restaurant, count, isFull, isHeld, isPending }: FactsProps) {
  const t = useRestaurantText()
  const language = useLanguage()
  const { remaining, capacity } = time
  const isLow = !isFull && !isHeld && remaining <= capacity / 5
  return (
    <>
      <span className="flex items-baseline justify-between gap-2">
        <span className={`text-lg font-bold ${isFull ? 'line-through' : ''}`}>
          <span className="sr-only">{dayText(day.date, language)} </span>
          <time dateTime={time.startsAt}>{time.time}</time>
        </span>
        {isPending ? (
          <Spinner />
        ) : (
          <span className="text-sm text-soft" aria-hidden="true">
            ({Math.max(0, remaining)} / {capacity})
          </span>
        )}
      </span>
      <span className="flex items-baseline justify-between gap-2 text-[0.9375rem]">
        <span>
          {time.price > 0 ? (
            <span className="md:hidden">{perText(restaurant.pricing)?.[language]} </span>
          ) : null}
          <PriceOrFree money={{ amount: time.price, currency: restaurant.currency }} />
        </span>
        {isFull ? <span className="text-sm font-bold">{t('grid.full')}</span> : null}
        {isHeld ? <span className="text-sm font-bold text-accent">{t('grid.held')}</span> : null}
        {isLow ? <span className="text-sm font-bold text-accent">{t('grid.low')}</span> : null}
        <span className="sr-only">{count}</span>
      </span>
    </>
  )
}
