import { Refusal } from '../../../../bookings/screens/taking/refusal.tsx'
import type { Claim } from '../../../../bookings/screens/taking/use-claim.ts'
import { dayText } from '../../../../kernel/format.ts'
import type { Currency } from '../../../../kernel/money.ts'
import { Spinner } from '../../../../web/kit/button.tsx'
import { PriceOrFree } from '../../../../web/kit/price.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Wanted } from './claiming.ts'
import type { Day, Time } from './restaurant-queries.ts'
import { useRestaurantText } from './text.ts'

interface TimeCellProps {
  readonly day: Day
  readonly time: Time
  readonly currency: Currency
  readonly claim: Claim<Wanted> | undefined
  /** Which day and which of its times, for the keys. */
  readonly cell: string
  readonly isStop: boolean
}

const look =
  'grid w-full gap-0.5 rounded-2xl border px-3.5 py-2.5 text-left max-md:min-h-16 max-md:px-4'

/** One time of one day. Signed in it is a button, sold out or not; otherwise it is only read. */
export function TimeCell({ day, time, currency, claim, cell, isStop }: TimeCellProps) {
  const wanted = { tableTimeId: time.tableTimeId, date: day.date }
  const isHeld = claim?.isHeld(time.placeId) === true
  const isFull = time.remaining <= 0 && !isHeld
  const facts = (
    <Facts
      {...{ day, time, currency, isFull, isHeld }}
      isPending={isSame(claim?.pending?.wanted, wanted)}
    />
  )
  if (!claim)
    return (
      <div className={`${look} border-line ${isFull ? 'bg-well text-soft' : 'bg-card'}`}>
        {facts}
      </div>
    )
  const refusal = isSame(claim.refused?.wanted, wanted) ? claim.refused?.problem : undefined
  return (
    <>
      <button
        type="button"
        data-cell={cell}
        tabIndex={isStop ? 0 : -1}
        aria-disabled={isFull || undefined}
        aria-describedby="grid-keys"
        onClick={() => (isFull ? undefined : claim.take(wanted))}
        className={`${look} transition ${
          isFull
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

const isSame = (one: Wanted | undefined, other: Wanted): boolean =>
  one?.tableTimeId === other.tableTimeId && one.date === other.date

interface FactsProps extends Pick<TimeCellProps, 'day' | 'time' | 'currency'> {
  readonly isFull: boolean
  /** By the reader. */
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
