import { type ReactNode, useState } from 'react'
import type { Claim } from '../../../../bookings/screens/claim/use-claim.ts'
import { useTakesAlong, WaysToTake } from '../../../../bookings/screens/claim/ways-to-take.tsx'
import { dayText } from '../../../../kernel/format.ts'
import { coversText, perText } from '../../../../stores/pricing-rules.ts'
import { PriceOrFree } from '../../../../web/kit/price.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Selection } from './claiming.ts'
import { type Day, type Restaurant, type Time, unitOf } from './restaurant-queries.ts'
import { useRestaurantText } from './text.ts'

interface Taking {
  readonly take: (day: Day, time: Time) => void
  /** The question how it is taken, while it is open. */
  readonly ways: ReactNode
}

/** Takes a time at once; where it can be ordered together with something else, the reader is asked. */
export function useTaking(restaurant: Restaurant, claim: Claim<Selection>): Taking {
  const language = useLanguage()
  const asks = useTakesAlong(restaurant, 'dining')
  const [asked, ask] = useState<{ readonly day: Day; readonly time: Time }>()
  const claimNow = ({ date }: Day, { tableTimeId, price }: Time) =>
    void claim.take({ tableTimeId, date }, { amount: price, currency: restaurant.currency })
  const take = (day: Day, time: Time) =>
    asks && !claim.isHeld(time.placeId) ? ask({ day, time }) : claimNow(day, time)
  if (!asked) return { take, ways: null }
  const { day, time } = asked
  const close = () => ask(undefined)
  return {
    take,
    ways: (
      <WaysToTake
        store={restaurant}
        door="dining"
        item={{ tableTimeId: time.tableTimeId, date: day.date }}
        what={`${dayText(day.date, language)} ${time.time}`}
        onTake={() => {
          close()
          claimNow(day, time)
        }}
        onClose={close}
      >
        <Facts {...{ restaurant, time }} />
      </WaysToTake>
    ),
  }
}

interface FactsProps {
  readonly restaurant: Restaurant
  readonly time: Time
}

/** What one of it costs, and how many are left. */
function Facts({ restaurant: { pricing, currency }, time }: FactsProps) {
  const t = useRestaurantText()
  const language = useLanguage()
  const { price, remaining, capacity } = time
  const covers = coversText(pricing)
  return (
    <div className="grid gap-1">
      <p className="font-semibold">
        {price > 0 ? perText(pricing)?.[language] : null}{' '}
        <PriceOrFree money={{ amount: price, currency }} />
      </p>
      {price > 0 && covers ? <p className="text-sm text-soft">{covers[language]}</p> : null}
      <p className="text-sm text-soft">
        {t(`grid.remaining.${unitOf(pricing)}`, { remaining, capacity })}
      </p>
    </div>
  )
}
