import { useEffect, useRef } from 'react'
import { Refusal } from '../../../../bookings/screens/claim/refusal.tsx'
import type { Claim } from '../../../../bookings/screens/claim/use-claim.ts'
import { onWall } from '../../../../bookings/screens/dates/day-times.ts'
import { dayText, priceText } from '../../../../kernel/format.ts'
import { Button } from '../../../../web/kit/button.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type { Bookable, Selection, Times } from './appointment-queries.ts'
import { useAnyone } from './person-choice.tsx'
import { useAppointmentText } from './text.ts'

interface TakeProps {
  /** Of the shop. */
  readonly kind: string | null
  readonly bookable: Bookable
  readonly times: Times
  readonly selection: Selection
  readonly claim: Claim<Selection>
}

/** What is chosen, what it costs now and there, and the button that takes it. */
export function Take({ kind, bookable, times, selection, claim }: TakeProps) {
  const t = useAppointmentText()
  const language = useLanguage()
  const anyone = useAnyone()
  const services = selection.services.flatMap(
    (id) => bookable.services.find((one) => one.id === id) ?? [],
  )
  const person = bookable.people.find(({ id }) => id === selection.person)
  const { minutes, price } = times
  const { date, time } = selection
  const wall = onWall(date, time)
  const section = useRef<HTMLElement>(null)
  // On a phone it is below the times, out of sight of whoever taps one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that is chosen brings it into view
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' })
  }, [date, time])
  return (
    <section
      ref={section}
      aria-label={t('take.label')}
      className="grid scroll-mt-20 scroll-mb-4 gap-3 rounded-2xl border border-line bg-card p-4 sm:p-5"
    >
      <p className="text-lg font-bold">
        {dayText(wall.date, language)} {wall.time}
      </p>
      <p>
        {services.map(({ name }) => name).join(' + ')} ·{' '}
        {t('length', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}
        <br />
        {person ? t('take.with', { name: person.name }) : anyone(kind)}
      </p>
      <div className="grid gap-1">
        <Total {...{ services, bookable }} />
        {price.amount > 0 ? (
          <p className="text-soft">
            <span className="font-semibold text-ink">
              {t('take.now', { price: priceText(price, language) })}
            </span>{' '}
            {t('take.nowLead')}
          </p>
        ) : (
          <p className="text-soft">{t('take.free')}</p>
        )}
      </div>
      {claim.refused ? <Refusal problem={claim.refused.problem} /> : null}
      <Button
        pending={claim.pending !== undefined}
        onClick={() => claim.take(selection, price, true)}
      >
        {t('take.book')}
      </Button>
    </section>
  )
}

function Total({
  services,
  bookable,
}: Pick<TakeProps, 'bookable'> & { services: Bookable['services'] }) {
  const t = useAppointmentText()
  const language = useLanguage()
  if (services.some(({ price }) => price === null)) return <p>{t('take.totalAsked')}</p>
  const amount = services.reduce((sum, { price }) => sum + (price ?? 0), 0)
  const price = priceText({ amount, currency: bookable.currency }, language)
  const isFrom = services.some(({ priceKind }) => priceKind === 'from')
  return <p>{isFrom ? t('take.totalFrom', { price }) : t('take.total', { price })}</p>
}
