import { Fragment } from 'react'
import { priceText } from '../../../kernel/format.ts'
import { instantText } from '../../../policies/screens/terms/cancel-terms.tsx'
import type { QuoteAnswer } from '../../../policies/screens/terms/quote-query.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Refused } from '../../../web/kit/notice.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { releaseDelaySeconds } from '../../../web/session.ts'
import { startsOf, startText, timedStarts } from '../starts.ts'
import { useWord } from '../use-booking-door.ts'
import { choosable, hasParts } from './line-choice.ts'
import { LineChooser } from './line-chooser.tsx'
import type { LineQuoteAnswer } from './line-quote-query.ts'
import { useMyBookingsText } from './text.ts'
import { type Canceling, useCancel } from './use-cancel.ts'

/** Asks what of it is to be canceled, where it has parts, and for confirmation, with the refund. */
export function CancelDialog(props: Canceling) {
  const { booking, onClose, without } = props
  const t = useMyBookingsText()
  const language = useLanguage()
  const { chosen, choose, ...canceling } = useCancel(props)
  const { quote, isPaid, isNothing, cancel, pending, problem, isRefused } = canceling
  const word = useWord(booking)
  const isMade = booking.status === 'paid'
  const minutes = Math.ceil(releaseDelaySeconds() / 60)
  const lead =
    minutes > 0 ? t('cancel.nothingPaidLate', { count: minutes }) : t('cancel.nothingPaid')
  const isForNothing = !isPaid || quote.data?.refund.amount === 0
  return (
    <Dialog
      title={
        isMade ? word('cancelTitle', t('cancel.title')) : word('letGoTitle', t('cancel.letGoTitle'))
      }
      onClose={onClose}
    >
      <p>
        <strong>{booking.store.name}</strong>
        {timedStarts(booking).map((start) => (
          <Fragment key={start.startsAt}>
            <br />
            {startText(start, booking.store, language)}
          </Fragment>
        ))}
      </p>
      {hasParts(booking) ? (
        <LineChooser
          lines={choosable(booking, 'buyer', without)}
          store={booking.store}
          choice={chosen}
          onChoose={choose}
        />
      ) : null}
      <Refused problem={problem} />
      {isPaid ? null : (
        <p className="text-soft">{isMade ? t('cancel.free') : word('letGoLead', lead)}</p>
      )}
      {isNothing ? <p role="status">{t('cancel.chooseOne')}</p> : null}
      {isPaid && !isNothing && quote.isPending ? <Skeleton className="h-12" /> : null}
      {isPaid && !isNothing && quote.data ? (
        <ComesBack quote={quote.data} isOneStart={startsOf(booking).length === 1} />
      ) : null}
      <DialogActions keep={t('cancel.keep')} onKeep={onClose}>
        {isRefused || isNothing ? null : (
          <Button kind="danger" pending={pending} onClick={cancel}>
            {t(isMade ? (isForNothing ? 'cancel.sureOnly' : 'cancel.sure') : 'cancel.letGoSure')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}

interface ComesBackProps {
  readonly quote: QuoteAnswer | LineQuoteAnswer
  readonly isOneStart: boolean
}

/** Of a part, or of several starts, what is kept has no single percentage: each line has its own. */
function ComesBack({ quote, isOneStart }: ComesBackProps) {
  const { refund, kept, timeZone } = quote
  const until = untilOf(quote)
  const t = useMyBookingsText()
  const language = useLanguage()
  const price = priceText(refund, language)
  return (
    <div role="status" className="grid gap-1">
      <p className="font-semibold">
        {refund.amount === 0 && kept.amount > 0
          ? t('cancel.nothingBack')
          : t(kept.amount > 0 || 'lines' in quote ? 'cancel.part' : 'cancel.refund', { price })}
      </p>
      {kept.amount > 0 ? (
        <p className="text-soft">
          {'lines' in quote || !isOneStart
            ? t('cancel.keptPart', { kept: priceText(kept, language) })
            : t('cancel.kept', { kept: priceText(kept, language), percent: quote.keptPercent })}
        </p>
      ) : null}
      {until ? (
        <p className="text-sm text-soft">
          {t('cancel.until', { when: instantText(until, timeZone, language) })}
        </p>
      ) : null}
    </div>
  )
}

/** Until when the refund stays as it is: of a part, that of the line which falls first. */
function untilOf(quote: QuoteAnswer | LineQuoteAnswer): string | null {
  if (!('lines' in quote)) return quote.until
  return quote.lines.flatMap(({ until }) => until ?? []).sort()[0] ?? null
}
