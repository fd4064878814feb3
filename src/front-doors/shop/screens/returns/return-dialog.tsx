import { type FormEvent, useState } from 'react'
import { announce } from '../../../../web/kit/announce.tsx'
import { Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { TextArea } from '../../../../web/kit/field.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { Stepper } from '../../../../web/kit/stepper.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { payerOf, reasons } from '../../returns/rules.ts'
import { QuoteSums } from './quote-sums.tsx'
import type { OwnLine, OwnOrder } from './return-queries.ts'
import { useReturnText } from './text.ts'
import { type ReturnDraft, useReturn } from './use-return.ts'

const kinds = ['return', 'exchange'] as const

interface ReturnDialogProps {
  readonly order: OwnOrder
  /** What may come back. */
  readonly lines: readonly OwnLine[]
  readonly onClose: () => void
}

/** Asks for a return or an exchange, with what comes back. */
export function ReturnDialog({ order, lines, onClose }: ReturnDialogProps) {
  const t = useReturnText()
  const asking = useReturn(order.orderId, lines)
  const { draft, change, quote, pending, problem, missing } = asking
  const [isTried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!(await asking.send())) return
    onClose()
    announce(t('dialog.done'))
  }
  return (
    <Dialog title={t('dialog.title')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <KindChoice draft={draft} onChange={asking.chooseKind} />
        <Lines {...{ lines, draft }} onChange={asking.chooseUnits} />
        <Select
          label={t('dialog.reason')}
          required
          value={draft.reason}
          onChange={(event) => change({ reason: event.target.value as ReturnDraft['reason'] })}
        >
          {reasons.map((reason) => (
            <option key={reason} value={reason}>
              {t(`dialog.reasons.${reason}`)}
            </option>
          ))}
        </Select>
        {draft.kind === 'exchange' ? <OptionChoice {...{ lines, asking }} /> : null}
        <TextArea
          label={t('dialog.detail')}
          hint={t('dialog.detailHint')}
          maxLength={500}
          value={draft.detail}
          onChange={(event) => change({ detail: event.target.value })}
        />
        {quote ? <QuoteSums quote={quote} kind={draft.kind} /> : null}
        <Refused problem={problem} />
        {isTried && missing ? <Notice tone="warn" title={t(`dialog.missing.${missing}`)} /> : null}
        <DialogActions keep={t('keep')} onKeep={onClose}>
          <Submit pending={pending}>{t('dialog.send')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}

interface KindProps {
  readonly draft: ReturnDraft
  readonly onChange: (kind: ReturnDraft['kind']) => void
}

function KindChoice({ draft, onChange }: KindProps) {
  const t = useReturnText()
  return (
    <fieldset className="grid gap-2">
      <legend className="font-semibold">{t('dialog.kind')}</legend>
      <div className="flex flex-wrap gap-4">
        {kinds.map((kind) => (
          <label key={kind} className="flex min-h-11 items-center gap-2">
            <input
              type="radio"
              name="kind"
              checked={draft.kind === kind}
              onChange={() => onChange(kind)}
              className="size-5"
            />
            {t(`kind.${kind}`)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

interface LinesProps {
  readonly lines: readonly OwnLine[]
  readonly draft: ReturnDraft
  readonly onChange: (placeId: string, units: number) => void
}

function Lines({ lines, draft, onChange }: LinesProps) {
  const t = useReturnText()
  const language = useLanguage()
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 font-semibold">{t('dialog.lines')}</legend>
      {draft.kind === 'exchange' && lines.length > 1 ? (
        <p className="text-sm text-soft">{t('dialog.oneOnly')}</p>
      ) : null}
      {lines.map(({ placeId, what, here, whyFinal }) => (
        <div key={placeId} className="grid gap-1">
          <Stepper
            label={what[language]}
            value={draft.units[placeId] ?? 0}
            min={0}
            max={here}
            lessLabel={`${what[language]}: ${t('dialog.less')}`}
            moreLabel={`${what[language]}: ${t('dialog.more')}`}
            onChange={(units) => onChange(placeId, units)}
          />
          {whyFinal ? (
            <p className="text-sm text-warn">{t('dialog.final', { why: whyFinal })}</p>
          ) : null}
        </div>
      ))}
    </fieldset>
  )
}

interface OptionProps {
  readonly lines: readonly OwnLine[]
  readonly asking: ReturnType<typeof useReturn>
}

function OptionChoice({ lines, asking: { draft, chosen, change } }: OptionProps) {
  const t = useReturnText()
  const [one] = chosen
  if (!one) return null
  const line = lines.find(({ placeId }) => placeId === one.placeId)
  const isSame = (option: { variantId: string }) => option.variantId === line?.variantId
  const all = line?.options ?? []
  // The same is sent again only where the store is at fault, and is offered last.
  const same = payerOf(draft.reason) === 'store' ? all.filter(isSame) : []
  const options = [...all.filter((option) => !isSame(option)), ...same]
  if (options.length === 0) return <Notice tone="warn" title={t('dialog.noOption')} />
  return (
    <Select
      label={t('dialog.option')}
      required
      value={draft.option}
      onChange={(event) => change({ option: event.target.value })}
    >
      <option value="">—</option>
      {options.map((option) => (
        <option key={option.variantId} value={option.variantId}>
          {t(isSame(option) ? 'dialog.sameOption' : 'dialog.optionLeft', {
            ...{ title: option.title, left: option.left },
          })}
        </option>
      ))}
    </Select>
  )
}
