import { type FormEvent, useState } from 'react'
import { Submit } from '../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../web/kit/field.tsx'
import { Price } from '../../../web/kit/price.tsx'
import { amountOf } from './amount.ts'
import { useMethodLabel } from './labels.tsx'
import type { StorePayment } from './payment-queries.ts'
import { RefundConfirm } from './refund-confirm.tsx'
import { type RefundDraft, wrongOf } from './refund-draft.ts'
import type { RefundDialogProps } from './refund-props.ts'
import { Split } from './split.tsx'
import { useStoreText } from './text.ts'

/** Refunds a payment in two steps: form, then confirmation. */
export function RefundDialog(props: RefundDialogProps) {
  const t = useStoreText()
  const { payment, onClose } = props
  const [draft, setDraft] = useState<RefundDraft>({
    part: 'all',
    typed: '',
    reason: t('reason.asked-by-guest'),
  })
  const [amount, setAmount] = useState<number>()
  return (
    <Dialog title={t(amount ? 'refund.confirmTitle' : 'refund.title')} onClose={onClose}>
      {amount ? (
        <RefundConfirm
          {...props}
          amount={amount}
          reason={draft.reason.trim()}
          onBack={() => setAmount(undefined)}
        />
      ) : (
        <RefundForm
          payment={payment}
          draft={draft}
          onChange={setDraft}
          onNext={setAmount}
          onClose={onClose}
        />
      )}
    </Dialog>
  )
}

interface RefundFormProps {
  readonly payment: StorePayment
  readonly draft: RefundDraft
  readonly onChange: (draft: RefundDraft) => void
  /** With an amount in minor units. */
  readonly onNext: (amount: number) => void
  readonly onClose: () => void
}

function RefundForm({ payment, draft, onChange, onNext, onClose }: RefundFormProps) {
  const t = useStoreText()
  const methodLabel = useMethodLabel()
  const [isTried, setTried] = useState(false)
  const { refundable } = payment
  const { amount, wrong, isReasonMissing } = wrongOf(draft, refundable)
  const next = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (amount === undefined || isReasonMissing) return focusFirstWrong(event.currentTarget)
    onNext(amount)
  }
  return (
    <form onSubmit={next} noValidate className="grid gap-5">
      <p className="text-soft">
        {methodLabel(payment)} · {t('order.refundable')}{' '}
        <Price money={refundable} className="font-bold text-ink" />
      </p>
      <fieldset className="grid gap-2">
        <legend className="mb-2 font-semibold">{t('refund.how')}</legend>
        {(['all', 'part'] as const).map((part) => (
          <label
            key={part}
            className="flex min-h-11 items-center gap-3 rounded-2xl border border-edge px-4 py-2 has-checked:border-accent has-checked:bg-blush"
          >
            <input
              type="radio"
              name="part"
              className="size-6 shrink-0"
              checked={draft.part === part}
              onChange={() => onChange({ ...draft, part })}
            />
            <span className="font-semibold">{t(`refund.${part}`)}</span>
            {part === 'all' ? <Price money={refundable} className="ml-auto" /> : null}
          </label>
        ))}
      </fieldset>
      {draft.part === 'part' ? (
        <Field
          label={t('refund.amount')}
          required
          inputMode="decimal"
          autoComplete="off"
          maxLength={16}
          value={draft.typed}
          hint={<Split payment={payment} amount={amountOf(draft.typed, refundable.currency)} />}
          error={isTried && wrong ? t(`refund.wrong.${wrong}`) : undefined}
          onChange={(event) => onChange({ ...draft, typed: event.target.value })}
        />
      ) : (
        <p className="text-sm text-soft">
          <Split payment={payment} amount={refundable.amount} />
        </p>
      )}
      <Field
        label={t('refund.reason')}
        required
        autoComplete="off"
        maxLength={100}
        counted
        value={draft.reason}
        hint={t('refund.reasonHint')}
        error={isTried && isReasonMissing ? t('refund.wrong.reason') : undefined}
        onChange={(event) => onChange({ ...draft, reason: event.target.value })}
      />
      <DialogActions keep={t('refund.keep')} onKeep={onClose}>
        <Submit>{t('refund.next')}</Submit>
      </DialogActions>
    </form>
  )
}
