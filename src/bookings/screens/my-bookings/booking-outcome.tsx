import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { dayLongText } from '../../../kernel/format.ts'
import { PayHistory } from '../../../payments/screens/history/pay-history.tsx'
import { RefundProgress } from '../../../payments/screens/history/refund-progress.tsx'
import { PassNote } from '../../../waiting-room/screens/pass/pass-bar.tsx'
import { Button, buttonLook } from '../../../web/kit/button.tsx'
import { Notice } from '../../../web/kit/notice.tsx'
import { withZone } from '../../../web/kit/zone.ts'
import { useLanguage } from '../../../web/language.ts'
import { sendsMail, useMe } from '../../../web/session.ts'
import { keepSaved } from '../booking/booker-draft.ts'
import { useGuestContact } from '../booking/guest-contact.ts'
import type { Claiming } from '../booking-door.ts'
import type { Booking } from '../booking-queries.ts'
import { PriceChanged } from '../claim/price-changed.tsx'
import { Refusal } from '../claim/refusal.tsx'
import { useClaim } from '../claim/use-claim.ts'
import { isUpcoming, nextStart } from '../starts.ts'
import { useBookingDoor, usePartOf, useProgress, useWord } from '../use-booking-door.ts'
import { WayOut } from '../way-out.tsx'
import { BookerFacts } from './booker-facts.tsx'
import { calendarAddress } from './calendar-file.ts'
import { CancelButton } from './cancel-button.tsx'
import { ChangeTime } from './change-time.tsx'
import { GuestNumber } from './guest-number.tsx'
import { useMyBookingsText } from './text.ts'

/** A booking that is paid, canceled or expired. */
export function BookingOutcome({ booking, stage }: StateProps & { stage: Ended }) {
  const { id, payment, store, paidAt } = booking
  const Progress = usePartOf(booking, 'Progress')
  const isUnderWay = useProgress(booking)?.isUnderWay
  const progress = Progress && paidAt ? <Progress key="progress" booking={booking} /> : null
  return (
    <>
      {isUnderWay ? progress : null}
      {stage === 'paid' ? <Paid booking={booking} /> : null}
      {stage === 'canceled' ? <Canceled booking={booking} /> : null}
      {stage === 'expired' ? <Expired booking={booking} /> : null}
      {isUnderWay ? null : progress}
      {payment ? <PayHistory orderId={id} timeZone={store.timeZone} /> : null}
    </>
  )
}

export type Ended = 'paid' | 'canceled' | 'expired'

interface StateProps {
  readonly booking: Booking
}

function Paid({ booking }: StateProps) {
  const t = useMyBookingsText()
  const language = useLanguage()
  const { payment, store } = booking
  const start = nextStart(booking)
  const isAhead = isUpcoming(booking)
  const door = useBookingDoor(booking)
  const Recipient = usePartOf(booking, 'Recipient')
  // The next step is there, where it is: of a parcel.
  const hasProgress = usePartOf(booking, 'Progress') !== undefined
  const word = useWord(booking)
  const calendar = isAhead ? calendarAddress(booking, door) : undefined
  const next = door.whenPaid?.(booking)
  const [changed, setChanged] = useState<string>()
  const unbooked = door.unbooked?.(booking)
  const partyStays = door.partyStays?.(booking)
  return (
    <section className="grid gap-6 rounded-3xl border border-line bg-card p-5 sm:p-7">
      <div className="flex items-center gap-4">
        <Check />
        <div>
          <p className="text-xl font-bold text-good">{unbooked ?? word('paid', t('paid.sure'))}</p>
          {start ? (
            <p className="text-soft">
              {t(isAhead ? 'paid.seeYou' : 'paid.was', {
                day: dayLongText(start.date, language),
                time: withZone(start.time, store.timeZone, language),
              })}
            </p>
          ) : null}
          {unbooked ? null : <Mailed />}
        </div>
      </div>
      <OpenProposal booking={booking} />
      {changed ? <Notice tone="good" title={changed} /> : null}
      <GuestNumber booking={booking} />
      {Recipient && booking.booker ? (
        <Recipient booking={booking} />
      ) : (
        <BookerFacts booking={booking} />
      )}
      {payment?.status === 'paid' ? null : <Refund booking={booking} why="store" />}
      <div className="flex flex-wrap gap-3">
        {next ? (
          <Link {...next.page} className={buttonLook()}>
            {next.label}
          </Link>
        ) : null}
        <ToOthers isFirst={!(next || hasProgress)} />
        {calendar ? (
          <a
            href={calendar}
            download={`${booking.orderNumber}.ics`}
            className={buttonLook('quiet')}
          >
            {t('paid.calendar')}
          </a>
        ) : null}
        <ChangeTime booking={booking} onChanged={setChanged} />
        {isAhead ? (
          <WayOut booking={booking}>
            {(without) => <CancelButton {...{ booking, without }} />}
          </WayOut>
        ) : null}
      </div>
      {isAhead && partyStays ? <p className="text-sm text-soft">{partyStays}</p> : null}
    </section>
  )
}

/** Where the confirmation goes, if this site sends mails. */
function Mailed() {
  const t = useMyBookingsText()
  const contact = useGuestContact()?.email
  const email = useMe()?.email || contact
  return email && sendsMail() ? (
    <p className="text-sm wrap-anywhere text-soft">{t('paid.mailed', { email })}</p>
  ) : null
}

/** Another time that the store proposes; the page of the mail's link answers it. */
function OpenProposal({ booking: { move, store } }: StateProps) {
  const t = useMyBookingsText()
  const language = useLanguage()
  if (!move) return null
  return (
    <Notice tone="warn" title={t('move.title')}>
      <p>
        {t('move.lead', {
          day: dayLongText(move.date, language),
          time: withZone(move.time, store.timeZone, language),
        })}
      </p>
      <a href={move.answerUrl} className={buttonLook('quiet', 'mt-3')}>
        {t('move.answer')}
      </a>
    </Notice>
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

interface RefundProps extends StateProps {
  readonly why: 'canceled' | 'returned' | 'late' | 'store'
}

/** The outcome of the payment, if there was one. */
const Refund = ({ booking: { id, payment, store }, why }: RefundProps) =>
  payment ? <RefundProgress orderId={id} timeZone={store.timeZone} why={why} /> : null

function Canceled({ booking }: StateProps) {
  const t = useMyBookingsText()
  const word = useWord(booking)
  const hasProgress = usePartOf(booking, 'Progress') !== undefined && booking.paidAt !== null
  const { cancellation } = booking
  return (
    <div className="grid gap-5">
      {cancellation?.by === 'store' && !cancellation.isReturn ? (
        <Notice tone="warn" title={word('canceledByStore', t('canceled.byStore'))}>
          {cancellation.reason ? t('canceled.reason', { reason: cancellation.reason }) : null}
        </Notice>
      ) : null}
      <Refund booking={booking} why={cancellation?.isReturn ? 'returned' : 'canceled'} />
      <PassNote storeId={booking.store.id} />
      <div className="flex flex-wrap gap-3">
        <ToOthers isFirst={!hasProgress} />
        <BackToStore booking={booking} />
      </div>
    </div>
  )
}

/** An expired hold, with a button to claim the same again. */
function Expired({ booking }: StateProps) {
  const claiming = useBookingDoor(booking).claimAgain(booking)
  const start = nextStart(booking)
  const isOver = start !== undefined && Date.parse(start.startsAt) <= Date.parse(booking.now)
  return (
    <div className="grid gap-5">
      <Refund booking={booking} why="late" />
      {claiming && !isOver ? <ClaimAgain booking={booking} claiming={claiming} /> : null}
      <BackToStore booking={booking} />
    </div>
  )
}

function ClaimAgain({ booking, claiming }: StateProps & { readonly claiming: Claiming<void> }) {
  const t = useMyBookingsText()
  const word = useWord(booking)
  const claim = useClaim(claiming)
  const time = nextStart(booking)?.time
  const takeAgain = () => {
    keepSaved(booking)
    void claim.take(undefined, booking.lines[0]?.unitPrice ?? booking.price, true)
  }
  return (
    <>
      {claim.refused ? <Refusal problem={claim.refused.problem} /> : null}
      <PriceChanged claim={claim} />
      <p className="text-soft">{word('againLead', t('expired.kept'))}</p>
      <Button
        className="justify-self-start"
        pending={claim.pending !== undefined}
        onClick={takeAgain}
      >
        {word('again', time ? t('expired.again', { time }) : t('expired.againAny'))}
      </Button>
    </>
  )
}

/** The reader's other bookings; who is nobody looks another one up. */
function ToOthers({ isFirst }: { readonly isFirst: boolean }) {
  const t = useMyBookingsText()
  const look = buttonLook(isFirst ? 'primary' : 'quiet')
  if (useMe() === null)
    return (
      <Link to="/guest-bookings" className={look}>
        {t('others.lookUp')}
      </Link>
    )
  return (
    <Link to="/bookings" className={look}>
      {t('others.own')}
    </Link>
  )
}

function BackToStore({ booking }: StateProps) {
  const t = useMyBookingsText()
  const { storePage } = useBookingDoor(booking)
  return (
    <Link {...storePage(booking)} className={buttonLook('quiet', 'justify-self-start')}>
      {t(nextStart(booking) ? 'others.times' : 'others.store')}
    </Link>
  )
}
