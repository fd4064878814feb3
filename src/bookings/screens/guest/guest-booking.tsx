import { Link, useParams } from '@tanstack/react-router'
import { Fragment, useState } from 'react'
import { openGuestOrder } from '../../../web/guest-order.ts'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Loaded } from '../../../web/kit/loaded.tsx'
import { Tag } from '../../../web/kit/notice.tsx'
import { Page } from '../../../web/kit/page.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useQuery } from '../../../web/query.ts'
import { BookingOf } from '../booking/booking.tsx'
import { Fact } from '../booking/booking-summary.tsx'
import { BookingPrice } from '../booking-price.tsx'
import { isUpcoming, startsOf, startText } from '../starts.ts'
import { CancelGuestBooking } from './cancel-guest-booking.tsx'
import { type GuestBooking, guestBookingQuery } from './guest-queries.ts'
import { useGuestText } from './text.ts'

/** What a guest bought, opened by the link of a mail or by its number. */
export function GuestBookingScreen() {
  const { token } = useParams({ from: '/guest-bookings/$token' })
  const query = useQuery(guestBookingQuery(token))
  return <Loaded query={query}>{(booking) => <Opened booking={booking} />}</Loaded>
}

/** What can be paid is paid where it was ordered; all else is the page that its buyer sees. */
function Opened({ booking }: ShownProps) {
  const { id, token, status } = booking
  useState(() => openGuestOrder(id, token))
  return status === 'ready' ? <Shown booking={booking} /> : <BookingOf bookingId={id} />
}

interface ShownProps {
  readonly booking: GuestBooking
}

function Shown({ booking }: ShownProps) {
  const t = useGuestText()
  const [isCanceling, setCanceling] = useState(false)
  const isOpen = booking.status === 'ready' || booking.status === 'paid'
  return (
    <Page title={t('order')} narrow>
      <section className="grid gap-4 rounded-3xl border border-line bg-card p-5 sm:p-7">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h2 className="text-xl font-bold">{booking.store.name}</h2>
          <Tag tone={booking.status === 'paid' ? 'good' : 'plain'}>
            {t(`status.${booking.status}`)}
          </Tag>
        </div>
        <Facts booking={booking} />
      </section>
      <div className="flex flex-wrap gap-3">
        <Link to="/guest-bookings" className={buttonLook('quiet')}>
          {t('again')}
        </Link>
        {isOpen && isUpcoming(booking) ? (
          <Button kind="danger" onClick={() => setCanceling(true)}>
            {t('cancel')}
          </Button>
        ) : null}
      </div>
      {isCanceling ? (
        <CancelGuestBooking booking={booking} onClose={() => setCanceling(false)} />
      ) : null}
    </Page>
  )
}

function Facts({ booking }: ShownProps) {
  const t = useGuestText()
  const language = useLanguage()
  const { store, booker } = booking
  return (
    <dl className="grid gap-2.5">
      {startsOf(booking).map((start) => (
        <Fragment key={start.startsAt ?? ''}>
          {start.startsAt ? (
            <Fact label={t('when')}>{startText(start, store, language)}</Fact>
          ) : null}
          <Fact label={t('what')}>
            {start.lines.map(({ placeId, what }) => (
              <span key={placeId} className="block">
                {what[language]}
              </span>
            ))}
          </Fact>
        </Fragment>
      ))}
      <Fact label={t('price')}>
        <BookingPrice booking={booking} className="text-right text-lg font-bold" />
      </Fact>
      {booker ? <Fact label={t('name')}>{booker.name}</Fact> : null}
      {booker ? <Fact label={t('contact')}>{booker.phone}</Fact> : null}
      <Fact label={t('number')} isWhole>
        <span className="text-sm break-all select-all">{booking.orderNumber}</span>
      </Fact>
    </dl>
  )
}
