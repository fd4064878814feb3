import { useNavigate, useRouter } from '@tanstack/react-router'
import { useRef } from 'react'
import { PriceChanged } from '../../../../../bookings/screens/claim/price-changed.tsx'
import { TimeSection } from '../../../../../bookings/screens/claim/time-section.tsx'
import { useClaim } from '../../../../../bookings/screens/claim/use-claim.ts'
import { DateChoice } from '../../../../../bookings/screens/dates/date-choice.tsx'
import { dayStates, STRIP_REFETCH_MS } from '../../../../../bookings/screens/dates/day-states.ts'
import { NextFreeDay } from '../../../../../bookings/screens/dates/next-free-day.tsx'
import { TimeChips } from '../../../../../bookings/screens/dates/time-chips.tsx'
import { DepositSaid, useOwnPrice } from '../../../../../bookings/screens/no-shows/deposit-said.tsx'
import { useIsWaitedFor } from '../../../../../bookings/screens/waitlist/waitlist-queries.ts'
import { priceText } from '../../../../../kernel/format.ts'
import { HoldTermsSaid } from '../../../../../stores/screens/hold-terms/hold-terms-said.tsx'
import { Button } from '../../../../../web/kit/button.tsx'
import { Notice } from '../../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import { useQuery } from '../../../../../web/query.ts'
import type { Restaurant } from '../restaurant-queries.ts'
import { mealOf, meals } from './meals.ts'
import { PartyChoice } from './party-choice.tsx'
import { partyClaiming } from './party-claiming.ts'
import { PartyDialog } from './party-dialog.tsx'
import { type FreeTimes, freeDaysQuery } from './party-queries.ts'
import { usePartyText } from './text.ts'
import type { Choosing } from './use-free-times.ts'

interface PartySectionProps {
  readonly restaurant: Restaurant
  readonly choosing: Choosing
  readonly free: FreeTimes
  /** Whether the live connection is up. */
  readonly isUp: boolean
}

/** A table for a party: how many come, on which date, at which time. */
export function PartySection({ restaurant, choosing, free, isUp }: PartySectionProps) {
  const t = usePartyText()
  const { date, party, query, chooseDate, chooseParty } = choosing
  const dialog = useTimeDialog(choosing)
  const claim = useClaim(partyClaiming(restaurant.id))
  const { firstDate, lastDate } = free
  const days = useQuery({
    ...freeDaysQuery({ restaurantId: restaurant.id, date: firstDate, party }),
    enabled: party <= free.partyMost,
    refetchInterval: STRIP_REFETCH_MS,
  })
  const states = dayStates(days.data ?? [], query.isPlaceholderData ? undefined : free)
  return (
    <TimeSection
      id="parties"
      title={t('title')}
      lead={null}
      timeZone={restaurant.timeZone}
      isUp={isUp}
    >
      <HoldTermsSaid storeId={restaurant.id} to="book" />
      {free.times.some(({ price }) => price.amount > 0) ? (
        <DepositSaid storeId={restaurant.id} />
      ) : null}
      <PartyChoice
        {...{ party, most: free.partyMost, restaurantId: restaurant.id, onChoose: chooseParty }}
      />
      {party > free.partyMost ? null : (
        <>
          <DateChoice {...{ date, firstDate, lastDate, states, onChoose: chooseDate }} />
          <div aria-busy={query.isPlaceholderData} className="grid gap-4 aria-busy:opacity-60">
            <Costs {...{ restaurant, free }} />
            <Times {...{ restaurant, free, chooseDate, onChoose: dialog.open }} />
          </div>
        </>
      )}
      <PriceChanged claim={claim} />
      {choosing.time && !query.isPlaceholderData && !claim.changed ? (
        <PartyDialog
          {...{ restaurant, free, time: choosing.time, area: choosing.area, claim }}
          onTime={dialog.change}
          onArea={dialog.chooseArea}
          onClose={dialog.close}
        />
      ) : null}
    </TimeSection>
  )
}

/** The time that is asked for is in the address: the way back closes its dialog. */
function useTimeDialog({ date, party, time }: Choosing) {
  const navigate = useNavigate({ from: '/restaurants/$restaurantId' })
  const { history } = useRouter()
  const isOwn = useRef(false)
  const show = (more: { readonly time?: string; readonly area?: string }, replace: boolean) =>
    void navigate({ search: { date, party, ...more }, replace, resetScroll: false })
  return {
    open: (chosen: string) => {
      isOwn.current = true
      show({ time: chosen }, false)
    },
    change: (chosen: string) => show({ time: chosen }, true),
    chooseArea: (area: string | undefined) =>
      show({ ...(time && { time }), ...(area && { area }) }, true),
    close: () => {
      if (isOwn.current) history.back()
      else show({}, true)
      isOwn.current = false
    },
  }
}

/** What a party pays now, beside the times. */
function Costs({ restaurant: { id, pricing }, free }: { restaurant: Restaurant; free: FreeTimes }) {
  const t = usePartyText()
  const language = useLanguage()
  const priceFor = useOwnPrice(id)
  const [first] = free.times
  if (!first) return null
  const price = priceFor(first.price)
  if (price.amount === 0) return <p className="text-soft">{t('free')}</p>
  return (
    <p className="font-semibold">
      {t(`costs.${pricing.means ?? 'part'}`, {
        count: free.party,
        price: priceText(price, language),
      })}
    </p>
  )
}

interface TimesProps {
  readonly restaurant: Restaurant
  readonly free: FreeTimes
  readonly chooseDate: (date: string) => void
  readonly onChoose: (time: string) => void
}

/** The times of the date, or why there are none and what to do. */
function Times({ restaurant: { id: restaurantId }, free, chooseDate, onChoose }: TimesProps) {
  const t = usePartyText()
  const daysFrom = (day: string) => freeDaysQuery({ restaurantId, date: day, party: free.party })
  const { date, firstDate, lastDate, times } = free
  const isAnyFull = times.some(({ isFree }) => !isFree)
  const isWaitedFor = useIsWaitedFor(restaurantId, isAnyFull)
  const isOut = date < firstDate || date > lastDate
  const isAllFull = times.length > 0 && times.every(({ isFree }) => !isFree)
  const why = isOut ? 'out' : free.tooLate ? 'late' : times.length === 0 ? 'closed' : 'full'
  return (
    <>
      {times.length === 0 || isAllFull ? (
        <Notice tone="warn" title={t(`none.${why}`, { count: free.party })}>
          {isOut ? (
            <Button kind="plain" className="-ml-5" onClick={() => chooseDate(firstDate)}>
              {t('none.first')}
            </Button>
          ) : (
            <NextFreeDay {...{ date, lastDate, daysFrom, onChoose: chooseDate }} />
          )}
        </Notice>
      ) : null}
      <TimeChips
        {...{ date, times, onChoose, onFull: onChoose, isWaitedFor, partOf: mealOf }}
        parts={meals.map((name) => ({ name, title: t(`times.${name}`) }))}
      />
    </>
  )
}
