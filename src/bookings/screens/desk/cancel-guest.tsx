import { dayText, priceText } from '../../../kernel/format.ts'
import type { ProblemBody } from '../../../web/call.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { TextArea } from '../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { Skeleton } from '../../../web/kit/states.tsx'
import { useLanguage } from '../../../web/language.ts'
import { choosable } from '../my-bookings/line-choice.ts'
import { LineChooser } from '../my-bookings/line-chooser.tsx'
import type { Cancelable } from './guest-props.ts'
import { useServedTime } from './served-time.ts'
import { useDayText } from './text.ts'
import { type CancelGuestProps, useCancelGuest } from './use-cancel-guest.ts'

/**
 * Cancels a guest's booking, or some of its lines, with a reason, which the guest reads, and refunds
 * what was not refunded before. One that has begun is asked about twice.
 */
export function CancelGuest(props: CancelGuestProps) {
  const t = useDayText()
  const { guest, onClose } = props
  const canceling = useCancelGuest(props)
  const { word, reason, setReason, error, isAsked, pending, submit } = canceling
  const sent = word('cancelSent', '')
  return (
    <Dialog title={word('cancelTitle', t('cancel.title'))} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <What guest={guest} {...canceling} />
        {guest.begun ? (
          <Notice tone="warn" title={t('cancel.begun')}>
            {isAsked ? t('cancel.begunAsk') : null}
          </Notice>
        ) : null}
        {sent ? <Notice tone="warn" title={sent} /> : null}
        <Refused problem={canceling.problem} />
        <TextArea
          label={t('cancel.reason')}
          hint={t(guest.isEntered ? 'cancel.reasonKept' : 'cancel.reasonHint')}
          required
          maxLength={200}
          counted
          value={reason}
          error={error}
          onChange={(event) => setReason(event.target.value)}
        />
        <DialogActions keep={t('cancel.keep')} onKeep={onClose}>
          {canceling.isNothing ? null : (
            <Submit kind="danger" pending={pending || canceling.isLoading}>
              {sureText(t, canceling)}
            </Submit>
          )}
        </DialogActions>
      </form>
    </Dialog>
  )
}

type Canceling = ReturnType<typeof useCancelGuest>

function sureText(
  t: ReturnType<typeof useDayText>,
  { word, isAsked, isPart }: Pick<Canceling, 'word' | 'isAsked' | 'isPart'>,
): string {
  if (isAsked) return t('cancel.sureBegun')
  return isPart ? t('cancel.surePart') : word('cancel', t('cancel.sure'))
}

type WhatProps = Pick<Canceling, 'parts' | 'choice' | 'choose' | 'isPart' | 'isNothing' | 'quote'>

/** Whose booking it is, what of it is to be canceled, and what comes back. */
function What({ guest, ...canceling }: WhatProps & { readonly guest: Cancelable }) {
  const { parts, choice, choose, isPart } = canceling
  const t = useDayText()
  const language = useLanguage()
  const { date, time, booker } = guest
  const timeText = useServedTime()
  const title = [date && dayText(date, language), timeText(time), booker?.name]
    .filter(Boolean)
    .join(' ')
  return (
    <>
      {title ? (
        <p>
          <strong>{title}</strong>
        </p>
      ) : null}
      {parts ? (
        <LineChooser
          lines={choosable(parts, 'store')}
          store={parts.store}
          choice={choice}
          onChoose={choose}
        />
      ) : null}
      <div role="status" className="grid gap-1">
        {isPart ? (
          <WhatComesBack {...canceling} />
        ) : (
          <p>
            <WhatIsRefunded guest={guest} />
          </p>
        )}
      </div>
      {guest.isEntered ? null : <p className="text-soft">{t('cancel.told')}</p>}
    </>
  )
}

/** Of a part. */
function WhatComesBack({ isNothing, quote }: Pick<Canceling, 'isNothing' | 'quote'>) {
  const t = useDayText()
  const language = useLanguage()
  if (isNothing) return <p>{t('cancel.chooseOne')}</p>
  if (quote.isError) return <Refused problem={quote.error as unknown as ProblemBody} />
  if (!quote.data) return <Skeleton className="h-6" />
  const { refund } = quote.data
  if (refund.amount === 0) return <p>{t('cancel.partFree')}</p>
  return <p>{t('cancel.part', { price: priceText(refund, language) })}</p>
}

function WhatIsRefunded({ guest }: { readonly guest: Cancelable }) {
  const { price, refundable, isEntered } = guest
  const t = useDayText()
  const language = useLanguage()
  const text = (amount: number) => priceText({ ...price, amount }, language)
  const before = price.amount - refundable.amount
  if (isEntered) return t('cancel.entered')
  if (price.amount === 0) return t('cancel.free')
  if (refundable.amount === 0) return t('cancel.nothingLeft')
  if (before > 0) return t('cancel.rest', { left: text(refundable.amount), before: text(before) })
  return t('cancel.paid', { price: text(price.amount) })
}
