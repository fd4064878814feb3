import { type FormEvent, useState } from 'react'
import { priceText } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Confirm } from '../../../../web/kit/confirm.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { TextArea } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as contract from '../../returns/contract.ts'
import { isResalable } from '../../returns/rules.ts'
import { isOpen } from '../../returns/state-rules.ts'
import { Approve } from './return-approval.tsx'
import { useDeskText } from './text.ts'
import { type StepProps, useHandled } from './use-handled.ts'

/** What a seller may do with a return now. */
export function ReturnSteps({ given, marketId }: StepProps) {
  const { state } = given
  if (!isOpen(state)) return null
  return (
    <div className="flex flex-wrap gap-2">
      {state === 'requested' ? <Approve {...{ given, marketId }} /> : null}
      {state === 'approved' ? <Collect {...{ given, marketId }} /> : null}
      {state === 'collected' ? <Complete {...{ given, marketId }} /> : null}
      <Refuse {...{ given, marketId }} />
    </div>
  )
}

/** Says that the goods have come. */
function Collect({ given: { returnId, kind }, marketId }: StepProps) {
  const t = useDeskText()
  const handled = useHandled(marketId)
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('returns.collect')}</Button>
      {isOpen ? (
        <Dialog title={t(`returns.collectTitle.${kind}`)} onClose={() => setOpen(false)}>
          <Confirm
            keep={t('keep')}
            onKeep={() => setOpen(false)}
            confirm={t('returns.collect')}
            request={() =>
              call<typeof contract.collectReturn>(
                'POST /v1/markets/:marketId/returns/:returnId/collection',
                { params: { marketId, returnId } },
              )
            }
            onDone={async () => {
              setOpen(false)
              await handled()
            }}
          >
            <p>{t('returns.collectLead')}</p>
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}

function Complete({ given: { kind, reason, returnId, quote, feeHow }, marketId }: StepProps) {
  const t = useDeskText()
  const language = useLanguage()
  const handled = useHandled(marketId)
  const [isOpen, setOpen] = useState(false)
  const [restock, setRestock] = useState(isResalable(reason))
  const [feeReceived, setFeeReceived] = useState(false)
  const label = t(kind === 'return' ? 'returns.completeReturn' : 'returns.completeExchange')
  return (
    <>
      <Button onClick={() => setOpen(true)}>{label}</Button>
      {isOpen ? (
        <Dialog title={t(`returns.completeTitle.${kind}`)} onClose={() => setOpen(false)}>
          <Confirm
            keep={t('keep')}
            onKeep={() => setOpen(false)}
            confirm={label}
            request={() =>
              call<typeof contract.completeReturn>(
                'POST /v1/markets/:marketId/returns/:returnId/completion',
                { params: { marketId, returnId }, body: { restock, feeReceived } },
              )
            }
            onDone={async () => {
              setOpen(false)
              await handled()
            }}
          >
            <p>{t(`returns.completeLead.${kind}`, { price: priceText(quote.refund, language) })}</p>
            <Tick label={t('returns.restock')} isOn={restock} onTick={setRestock} />
            {feeHow ? (
              <Tick
                label={t('returns.feeGot', { price: priceText(quote.returnFee, language) })}
                isOn={feeReceived}
                onTick={setFeeReceived}
              />
            ) : null}
          </Confirm>
        </Dialog>
      ) : null}
    </>
  )
}

interface TickProps {
  readonly label: string
  readonly isOn: boolean
  readonly onTick: (isOn: boolean) => void
}

const Tick = ({ label, isOn, onTick }: TickProps) => (
  <label className="flex min-h-11 w-fit items-center gap-3">
    <input
      type="checkbox"
      checked={isOn}
      onChange={({ target }) => onTick(target.checked)}
      className="size-6 shrink-0"
    />
    {label}
  </label>
)

function Refuse({ given: { returnId, kind }, marketId }: StepProps) {
  const t = useDeskText()
  const handled = useHandled(marketId)
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const { pending, problem, send } = useSend()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await send(() =>
      call<typeof contract.refuseReturn>('POST /v1/markets/:marketId/returns/:returnId/refusal', {
        params: { marketId, returnId },
        body: { reason },
      }),
    )
    if (!sent?.ok) return
    setOpen(false)
    await handled()
  }
  return (
    <>
      <Button kind="danger" onClick={() => setOpen(true)}>
        {t(`returns.refuse.${kind}`)}
      </Button>
      {isOpen ? (
        <Dialog title={t(`returns.refuseTitle.${kind}`)} onClose={() => setOpen(false)}>
          <form onSubmit={submit} className="grid gap-5">
            <TextArea
              label={t('returns.refuseReason')}
              hint={t('returns.refuseHint')}
              required
              maxLength={500}
              value={reason}
              onChange={({ target }) => setReason(target.value)}
            />
            <Refused problem={problem} />
            <DialogActions keep={t('keep')} onKeep={() => setOpen(false)}>
              <Submit kind="danger" pending={pending}>
                {t(`returns.refuse.${kind}`)}
              </Submit>
            </DialogActions>
          </form>
        </Dialog>
      ) : null}
    </>
  )
}
