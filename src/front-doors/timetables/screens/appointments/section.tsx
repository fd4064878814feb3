import { PriceChanged } from '../../../../bookings/screens/claim/price-changed.tsx'
import { TimeSection } from '../../../../bookings/screens/claim/time-section.tsx'
import { useClaim } from '../../../../bookings/screens/claim/use-claim.ts'
import { DateChoice } from '../../../../bookings/screens/dates/date-choice.tsx'
import { NextFreeDay } from '../../../../bookings/screens/dates/next-free-day.tsx'
import { TimeChips } from '../../../../bookings/screens/dates/time-chips.tsx'
import { DepositSaid, useOwnPrice } from '../../../../bookings/screens/no-shows/deposit-said.tsx'
import { HoldTermsSaid } from '../../../../stores/screens/hold-terms/hold-terms-said.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import type { ShopAnswer } from '../shops/shop-queries.ts'
import { appointmentClaiming } from './appointment-claiming.ts'
import { type Bookable, daysQuery, type Times } from './appointment-queries.ts'
import { PersonChoice } from './person-choice.tsx'
import { ServiceChoice } from './services-choice.tsx'
import { Take } from './take.tsx'
import { useAppointmentText } from './text.ts'
import { type Choosing, useAppointment } from './use-appointment.ts'

interface AppointmentSectionProps {
  readonly shop: ShopAnswer['shop']
  readonly bookable: Bookable
  /** Whether the live connection is up. */
  readonly isUp: boolean
}

/** An appointment: which services, with whom, on which date, at which time. */
export function AppointmentSection({ shop, bookable, isUp }: AppointmentSectionProps) {
  const t = useAppointmentText()
  const choosing = useAppointment(shop.id, bookable)
  const claim = useClaim(appointmentClaiming(shop.id))
  const priceFor = useOwnPrice(shop.id)
  const { services, person, doers, date, query, states, time, show } = choosing
  const { firstDate, lastDate } = bookable
  const isToday = firstDate === lastDate
  const found = query.data?.times.find((one) => one.time === time && one.isFree)
  return (
    <TimeSection
      id="appointments"
      title={t('title')}
      lead={isToday ? t('today') : null}
      timeZone={shop.timeZone}
      isUp={isUp}
    >
      <HoldTermsSaid storeId={shop.id} to="book" />
      {(query.data?.price.amount ?? 0) > 0 ? <DepositSaid storeId={shop.id} /> : null}
      <ServiceChoice
        {...{ bookable, chosen: services }}
        onChoose={(chosen) => show({ services: chosen, time: undefined })}
      />
      {services.length === 0 ? <p className="text-soft">{t('none.choose')}</p> : null}
      {doers.length === 0 ? <Notice tone="warn">{t('none.nobody')}</Notice> : null}
      {services.length > 0 && doers.length > 0 ? (
        <>
          <PersonChoice
            {...{ kind: shop.kind, people: doers, chosen: person }}
            onChoose={(chosen) => show({ person: chosen })}
          />
          {isToday ? null : (
            <DateChoice
              {...{ date, firstDate, lastDate, states }}
              onChoose={(chosen) => show({ date: chosen, time: undefined })}
            />
          )}
          {query.data ? <FreeTimes {...{ shopId: shop.id, choosing, times: query.data }} /> : null}
          <PriceChanged claim={claim} />
          {found && query.data && !query.isPlaceholderData && !claim.changed ? (
            <Take
              {...{ kind: shop.kind, bookable, claim }}
              times={{ ...query.data, price: priceFor(query.data.price) }}
              selection={{ services, person, date, time: found.time }}
            />
          ) : null}
        </>
      ) : null}
    </TimeSection>
  )
}

const parts = ['morning', 'afternoon', 'evening'] as const

const partOf = (time: string): (typeof parts)[number] =>
  time < '12:00' ? 'morning' : time < '18:00' ? 'afternoon' : 'evening'

interface FreeTimesProps {
  readonly shopId: string
  readonly choosing: Choosing
  readonly times: Times
}

/** The times of the date, or why there are none and what to do. */
function FreeTimes({ shopId, choosing, times: found }: FreeTimesProps) {
  const t = useAppointmentText()
  const { services, person, date, query, time, show } = choosing
  const { times, firstDate, lastDate } = found
  const isNone = times.every(({ isFree }) => !isFree)
  const late = date === firstDate ? 'lateToday' : 'late'
  const why = found.tooLate ? late : times.length === 0 ? 'closed' : 'full'
  return (
    <div aria-busy={query.isPlaceholderData} className="grid gap-4 aria-busy:opacity-60">
      {isNone ? (
        <Notice tone="warn" title={t(`none.${why}`)}>
          <NextFreeDay
            {...{ date, lastDate }}
            daysFrom={(day) => daysQuery(shopId, { services, person, date: day })}
            onChoose={(day) => show({ date: day, time: undefined })}
          />
        </Notice>
      ) : null}
      <TimeChips
        {...{ date, times, partOf, chosen: time }}
        parts={parts.map((name) => ({ name, title: t(`parts.${name}`) }))}
        onChoose={(chosen) => show({ time: chosen })}
      />
    </div>
  )
}
