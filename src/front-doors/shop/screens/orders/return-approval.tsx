import { type FormEvent, useState } from 'react'
import { priceText } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Field } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useQuery } from '../../../../web/query.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../returns/contract.ts'
import { type Business, businessQuery } from './desk-queries.ts'
import { useDeskText } from './text.ts'
import { type StepProps, useHandled } from './use-handled.ts'

const ways = ['send', 'collect'] as const

/** Agrees to a return, and says how the goods come back. */
export function Approve({ given, marketId }: StepProps) {
  const t = useDeskText()
  const [isOpen, setOpen] = useState(false)
  const business = useQuery(businessQuery(marketId))
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t(`returns.approve.${given.kind}`)}</Button>
      {isOpen && !business.isPending ? (
        <Dialog title={t(`returns.approveTitle.${given.kind}`)} onClose={() => setOpen(false)}>
          <ApprovalForm
            {...{ given, marketId }}
            address={whereTo(business.data)}
            onClose={() => setOpen(false)}
          />
        </Dialog>
      ) : null}
    </>
  )
}

/** What a courier has to know: where, to whom and by which number. */
const whereTo = (business: Business | undefined): string =>
  business?.address
    ? [business.address, business.company, business.phone].filter(Boolean).join(' · ')
    : ''

interface ApprovalProps extends StepProps {
  readonly address: string
  readonly onClose: () => void
}

function ApprovalForm({ given, marketId, address, onClose }: ApprovalProps) {
  const t = useDeskText()
  const language = useLanguage()
  const handled = useHandled(marketId)
  const [way, setWay] = useState<(typeof ways)[number]>('send')
  const [sendTo, setSendTo] = useState(address)
  const [feeHow, setFeeHow] = useState('')
  const { pending, problem, send } = useSend()
  const { returnId, kind, quote } = given
  const isFeeDue = kind === 'exchange' && quote.returnFee.amount > 0
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof contract.approveReturn>('POST /v1/markets/:marketId/returns/:returnId/approval', {
        params: { marketId, returnId },
        body: { way, sendTo, feeHow },
      }),
    )
    if (!sent?.ok) return
    onClose()
    await handled()
  }
  return (
    <form onSubmit={submit} noValidate className="grid gap-5">
      <fieldset className="grid gap-2">
        <legend className="pb-1 font-semibold">{t('returns.way')}</legend>
        {ways.map((one) => (
          <label key={one} className="flex min-h-11 items-center gap-3">
            <input
              type="radio"
              name="way"
              checked={way === one}
              onChange={() => setWay(one)}
              className="size-5 shrink-0"
            />
            {t(`returns.ways.${one}`)}
          </label>
        ))}
      </fieldset>
      {way === 'send' ? (
        <Field
          label={t('returns.sendTo')}
          hint={t('returns.sendToHint')}
          required
          maxLength={300}
          value={sendTo}
          onChange={({ target }) => setSendTo(target.value)}
        />
      ) : null}
      {isFeeDue ? (
        <Field
          label={t('returns.feeHow', { price: priceText(quote.returnFee, language) })}
          hint={t('returns.feeHowHint')}
          required
          maxLength={200}
          value={feeHow}
          onChange={({ target }) => setFeeHow(target.value)}
        />
      ) : null}
      <Refused problem={problem} />
      <DialogActions keep={t('keep')} onKeep={onClose}>
        <Submit pending={pending}>{t(`returns.approve.${kind}`)}</Submit>
      </DialogActions>
    </form>
  )
}
