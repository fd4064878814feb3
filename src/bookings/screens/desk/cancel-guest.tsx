import { type FormEvent, useState } from 'react'
import { priceText } from '../../../kernel/format.ts'
import type * as payments from '../../../payments/contract.ts'
import { useRefreshAll } from '../../../stores/screens/store-queries.ts'
import { call, newKey } from '../../../web/call.ts'
import { announce } from '../../../web/kit/announce.tsx'
import { Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { focusFirstWrong, TextArea } from '../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { useSend } from '../../../web/use-send.ts'
import type { GuestProps } from './guest-props.ts'
import { useDayText } from './text.ts'

interface CancelGuestProps extends GuestProps {
  readonly onClose: () => void
}

/**
 * Cancels a guest's booking with a reason, which the guest reads, and refunds what was not refunded
 * before. One that has begun is asked about twice.
 */
export function CancelGuest(props: CancelGuestProps) {
  const t = useDayText()
  const { guest, onClose } = props
  const { reason, setReason, error, isAsked, pending, problem, submit } = useCancel(props)
  return (
    <Dialog title={t('cancel.title')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <p>
          <strong>{[guest.time, guest.booker?.name].filter(Boolean).join(' ')}</strong>
          <br />
          <WhatIsRefunded guest={guest} />
        </p>
        {guest.begun ? (
          <Notice tone="warn" title={t('cancel.begun')}>
            {isAsked ? t('cancel.begunAsk') : null}
          </Notice>
        ) : null}
        <Refused problem={problem} />
        <TextArea
          label={t('cancel.reason')}
          hint={t('cancel.reasonHint')}
          required
          maxLength={200}
          counted
          value={reason}
          error={error}
          onChange={(event) => setReason(event.target.value)}
        />
        <DialogActions keep={t('cancel.keep')} onKeep={onClose}>
          <Submit kind="danger" pending={pending}>
            {t(isAsked ? 'cancel.sureBegun' : 'cancel.sure')}
          </Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function useCancel({ storeId, guest, onClose }: CancelGuestProps) {
  const t = useDayText()
  const refresh = useRefreshAll()
  const [key] = useState(newKey)
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const [isAsked, setAsked] = useState(false)
  const { pending, problem, send } = useSend()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!reason.trim()) return focusFirstWrong(event.currentTarget)
    if (guest.begun && !isAsked) return setAsked(true)
    const sent = await send(() =>
      call<typeof payments.cancelByStore>('POST /v1/stores/:storeId/orders/:orderId/cancellation', {
        params: { storeId, orderId: guest.id },
        key,
        body: { reason: reason.trim() },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
    announce(t('cancel.done'))
  }
  const error = isTried && !reason.trim() ? t('cancel.reasonMissing') : undefined
  return { reason, setReason, error, isAsked, pending, problem, submit }
}

function WhatIsRefunded({ guest: { price, refundable } }: Pick<GuestProps, 'guest'>) {
  const t = useDayText()
  const language = useLanguage()
  const text = (amount: number) => priceText({ ...price, amount }, language)
  const before = price.amount - refundable.amount
  if (price.amount === 0) return t('cancel.free')
  if (refundable.amount === 0) return t('cancel.nothingLeft')
  if (before > 0) return t('cancel.rest', { left: text(refundable.amount), before: text(before) })
  return t('cancel.paid', { price: text(price.amount) })
}
