import { ClaimButton } from '../../../../bookings/screens/claim/claim-button.tsx'
import type { Claim } from '../../../../bookings/screens/claim/use-claim.ts'
import { dayText } from '../../../../kernel/format.ts'
import type { Currency } from '../../../../kernel/money.ts'
import { Spinner } from '../../../../web/kit/button.tsx'
import { PriceOrFree } from '../../../../web/kit/price.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Selection } from './claiming.ts'
import type { Day, Time } from './restaurant-queries.ts'
import { useRestaurantText } from './text.ts'

interface TimeCellProps {
  readonly day: Day
  readonly time: Time
  readonly currency: Currency
  readonly claim: Claim<Selection> | undefined
  /** Day and time in the grid, for keyboard navigation. */
  readonly cell: string
  readonly isStop: boolean
}

/** One time of one day: a button when signed in, plain text otherwise. */
export function TimeCell({ day, time, currency, claim, cell, isStop }: TimeCellProps) {
  const selection = { tableTimeId: time.tableTimeId, date: day.date }
  const isHeld = claim?.isHeld(time.placeId) === true
  const isFull = time.remaining <= 0 && !isHeld
  return (
    <ClaimButton
      className="gap-0.5 px-3.5 py-2.5 max-md:min-h-16 max-md:px-4"
      isUnavailable={isFull}
      onClaim={claim && (() => claim.take(selection))}
      refusal={isSame(claim?.refused?.selection, selection) ? claim?.refused?.problem : undefined}
      data-cell={cell}
      tabIndex={isStop ? 0 : -1}
      aria-describedby="grid-keys"
    >
      <Facts
        {...{ day, time, currency, isFull, isHeld }}
        isPending={isSame(claim?.pending?.selection, selection)}
      />
    </ClaimButton>
  )
}

const isSame = (one: Selection | undefined, other: Selection): boolean =>
  one?.tableTimeId === other.tableTimeId && one.date === other.date

interface FactsProps extends Pick<TimeCellProps, 'day' | 'time' | 'currency'> {
  readonly isFull: boolean
  /** By the signed-in person. */
  readonly isHeld: boolean
  readonly isPending: boolean
}

function Facts({ day, time, currency, isFull, isHeld, isPending }: FactsProps) {
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
        <PriceOrFree money={{ amount: time.price, currency }} />
        {isFull ? <span className="text-sm font-bold">{t('grid.full')}</span> : null}
        {isHeld ? <span className="text-sm font-bold text-accent">{t('grid.held')}</span> : null}
        {isLow ? <span className="text-sm font-bold text-accent">{t('grid.low')}</span> : null}
        <span className="sr-only">{t('grid.remaining', { remaining, capacity })}</span>
      </span>
    </>
  )
}
