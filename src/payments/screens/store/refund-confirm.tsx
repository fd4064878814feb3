import { type FormEvent, useEffect, useRef, useState } from 'react'
import { priceText } from '../../../kernel/format.ts'
import type { Money } from '../../../kernel/money.ts'
import { call } from '../../../web/call.ts'
import { Submit } from '../../../web/kit/button.tsx'
import { DialogActions } from '../../../web/kit/dialog.tsx'
import { Notice, Refused } from '../../../web/kit/notice.tsx'
import { useLanguage } from '../../../web/language.ts'
import { newKey } from '../../../web/new-key.ts'
import { useSend } from '../../../web/use-send.ts'
import type * as contract from '../../store-contract.ts'
import { useMethodLabel } from './labels.tsx'
import type { RefundDialogProps } from './refund-props.ts'
import { Split } from './split.tsx'
import { useStoreText } from './text.ts'

interface RefundConfirmProps extends RefundDialogProps {
  /** In minor units. */
  readonly amount: number
  readonly reason: string
  readonly onBack: () => void
}

/** Confirms and sends a refund; one idempotency key covers retries. */
export function RefundConfirm(props: RefundConfirmProps) {
  const { storeId, payment, amount, reason, onBack, onSent } = props
  const t = useStoreText()
  const language = useLanguage()
  const { pending, problem, send } = useSend()
  const [key] = useState(newKey)
  const heading = useRef<HTMLParagraphElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const refund: Money = { amount, currency: payment.refundable.currency }
  // as a code, so that the guest reads it in their language
  const isUsual = reason === t('reason.asked-by-guest')
  const confirm = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof contract.refundPayment>('POST /v1/stores/:storeId/payments/:paymentId/refunds', {
        params: { storeId, paymentId: payment.id },
        body: { amount, reason: isUsual ? 'asked-by-guest' : reason },
        key,
      }),
    )
    if (sent?.ok) onSent(sent.answer)
  }
  return (
    <form onSubmit={confirm} className="grid gap-5">
      <p ref={heading} tabIndex={-1} className="text-lg font-bold">
        {t('confirm.amount', { price: priceText(refund, language) })}
      </p>
      <WhatHappens {...props} />
      <Refused problem={problem} />
      <DialogActions keep={t('confirm.back')} onKeep={onBack}>
        <Submit kind="danger" pending={pending}>
          {t('confirm.send', { price: priceText(refund, language) })}
        </Submit>
      </DialogActions>
    </form>
  )
}

function WhatHappens({ payment, others, amount, reason }: RefundConfirmProps) {
  const t = useStoreText()
  const language = useLanguage()
  const methodLabel = useMethodLabel()
  const isLast = amount === payment.refundable.amount
  const cancels = isLast && payment.lastCancels
  const beside = others.reduce((sum, { refundable }) => sum + refundable.amount, 0)
  const { currency } = payment.refundable
  return (
    <div className="grid gap-3">
      <ul className="grid list-disc gap-1.5 pl-5">
        <li>{t('confirm.to', { way: methodLabel(payment) })}</li>
        <li>
          <Split payment={payment} amount={amount} />
        </li>
        <li>{t('confirm.reason', { reason })}</li>
        <li>{t('confirm.mail')}</li>
        {cancels ? null : <li>{t(isLast ? 'confirm.staysBegun' : 'confirm.stays')}</li>}
      </ul>
      {cancels ? (
        <Notice tone="warn" title={t('confirm.cancels')}>
          {t('confirm.cancelsLead')}
          {beside > 0
            ? ` ${t('confirm.beside', { price: priceText({ amount: beside, currency }, language) })}`
            : null}
        </Notice>
      ) : null}
      <p className="text-sm text-soft">{t('confirm.forGood')}</p>
    </div>
  )
}
