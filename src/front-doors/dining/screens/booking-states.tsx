import { Link } from '@tanstack/react-router'
import { dayLongText } from '../../../web/format.ts'
import { Button, buttonLook, Spinner } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import type { BookingAnswer } from './booking-queries.ts'
import { Fact } from './booking-summary.tsx'
import { calendarFile } from './calendar-file.ts'
import { CancelButton } from './cancel-dialog.tsx'
import { Refund } from './refund.tsx'
import { useDiningText } from './text.ts'
import { useClaim } from './use-claim.ts'

interface StateProps {
  readonly booking: BookingAnswer
}

export function Checking() {
  const t = useDiningText()
  return (
    <div
      role="status"
      className="grid justify-items-center gap-4 rounded-3xl bg-well px-6 py-14 text-center"
    >
      <span className="text-accent *:size-8">
        <Spinner />
      </span>
      <p className="text-lg font-bold">{t('booking.checking.title')}</p>
      <p className="text-soft">{t('booking.checking.safe')}</p>
    </div>
  )
}

export function Paid({ booking }: StateProps) {
  const t = useDiningText()
  const language = useLanguage()
  const { booker, date, time, restaurant } = booking
  return (
    <section className="grid gap-6 rounded-3xl border border-line bg-card p-5 sm:p-7">
      <div role="status" className="flex items-center gap-4">
        <Check />
        <div>
          <p className="text-xl font-bold text-good">{t('booking.paid.sure')}</p>
          <p className="text-soft">
            {t('booking.paid.seeYou', { day: dayLongText(date, language), time })}
          </p>
        </div>
      </div>
      {booker ? (
        <dl className="grid gap-2 border-t border-line pt-4">
          <Fact label={t('booker.name')}>{booker.name}</Fact>
          <Fact label={t('booker.phone')}>{booker.phone}</Fact>
          {booker.message ? <Fact label={t('booker.message')}>{booker.message}</Fact> : null}
        </dl>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Link to="/bookings" className={buttonLook()}>
          {t('menu.bookings')}
        </Link>
        <a
          href={calendarFile(booking, t('booking.paid.event', { name: restaurant.name }))}
          download={`${booking.orderNumber}.ics`}
          className={buttonLook('quiet')}
        >
          {t('booking.paid.calendar')}
        </a>
        <CancelButton booking={booking} />
      </div>
    </section>
  )
}

const Check = () => (
  <svg viewBox="0 0 48 48" className="size-14 shrink-0" aria-hidden="true">
    <circle cx="24" cy="24" r="24" className="fill-good-ground" />
    <path
      d="M14 25l7 7 14-15"
      fill="none"
      strokeWidth="4"
      strokeLinecap="round"
      strokeLinejoin="round"
      className="stroke-good"
    />
  </svg>
)

export function Canceled({ booking }: StateProps) {
  const t = useDiningText()
  return (
    <div className="grid gap-5">
      <Refund payment={booking.payment} />
      <BackToRestaurant booking={booking} label={t('booking.canceled.again')} />
    </div>
  )
}

/** The time has passed; the same one may still be there, and what was typed surely is. */
export function Expired({ booking }: StateProps) {
  const t = useDiningText()
  const claim = useClaim(booking.restaurant.id)
  return (
    <div className="grid gap-5">
      <Refund payment={booking.payment} />
      {claim.refused ? <Notice tone="bad" title={claim.refused.problem.title} /> : null}
      <p className="text-soft">{t('booking.expired.kept')}</p>
      <div className="flex flex-wrap gap-3">
        <Button
          pending={claim.pending !== undefined}
          onClick={() =>
            claim.take({ tableTimeId: booking.tableTimeId, date: booking.date }, true)
          }
        >
          {t('booking.expired.again', { time: booking.time })}
        </Button>
        <BackToRestaurant booking={booking} label={t('booking.expired.others')} />
      </div>
    </div>
  )
}

const BackToRestaurant = ({ booking, label }: StateProps & { label: string }) => (
  <Link
    to="/restaurants/$restaurantId"
    params={{ restaurantId: booking.restaurant.id }}
    search={{ date: booking.date }}
    className={buttonLook('quiet', 'justify-self-start')}
  >
    {label}
  </Link>
)
