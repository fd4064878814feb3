import { type FormEvent, useState } from 'react'
import { call } from '../../../../web/call.ts'
import { announce } from '../../../../web/kit/announce.tsx'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { Select } from '../../../../web/kit/select.tsx'
import { newKey } from '../../../../web/new-key.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../products/owner-contract.ts'
import { type OwnProduct, type OwnVariant, useRefreshShop } from './owner-queries.ts'
import { StockHistory } from './stock-history.tsx'
import { useSellerText } from './text.ts'

interface StockLineProps {
  readonly product: Pick<OwnProduct, 'marketId' | 'title'>
  readonly variant: OwnVariant
  readonly timeZone: string
}

/** A variant with what is left of it, and the way to change that. */
export function StockLine({ product, variant, timeZone }: StockLineProps) {
  const t = useSellerText()
  const [isOpen, setOpen] = useState(false)
  const { values, left, stocked, lowAt } = variant
  const name = values.join(' · ') || product.title
  const [isHistory, setHistory] = useState(false)
  const isLow = lowAt !== null && left <= lowAt
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <p className="grid min-w-0">
        <span className="truncate font-semibold">{values.length > 0 ? name : t('stock.only')}</span>
        <span className="text-sm text-soft">
          <span className={isLow ? 'font-bold text-warn' : ''}>{t('left', { count: left })}</span>
          {stocked > left ? ` · ${t('taken', { count: stocked - left })}` : ''}
        </span>
      </p>
      <div className="flex gap-2">
        <Button
          kind="quiet"
          aria-label={t('history.of', { name })}
          onClick={() => setHistory(true)}
        >
          {t('history.title')}
        </Button>
        <Button
          kind="quiet"
          aria-label={t('stock.changeOf', { name })}
          onClick={() => setOpen(true)}
        >
          {t('stock.change')}
        </Button>
      </div>
      {isHistory ? (
        <Dialog title={t('history.of', { name })} onClose={() => setHistory(false)} wide>
          <StockHistory
            {...{ marketId: product.marketId, variantId: variant.variantId, timeZone }}
          />
        </Dialog>
      ) : null}
      {isOpen ? (
        <Dialog title={t('stock.title', { name })} onClose={() => setOpen(false)}>
          <StockForm {...{ product, variant }} onClose={() => setOpen(false)} />
        </Dialog>
      ) : null}
    </div>
  )
}

const reasons = ['restocked', 'counted', 'damaged', 'returned', 'other'] as const

function StockForm({
  product: { marketId },
  variant,
  onClose,
}: Omit<StockLineProps, 'timeZone'> & { readonly onClose: () => void }) {
  const t = useSellerText()
  const refresh = useRefreshShop()
  const { pending, problem, send } = useSend()
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState<(typeof reasons)[number]>('restocked')
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const delta = /^[+-]?\d{1,7}$/.test(typed.trim()) ? Number(typed) : 0
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (delta === 0) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof owner.changeStock>(
        'POST /v1/markets/:marketId/variants/:variantId/stock-changes',
        {
          params: { marketId, variantId: variant.variantId },
          key: newKey(),
          body: { delta, reason, note: note.trim() },
        },
      ),
    )
    if (!sent?.ok) return
    onClose()
    await refresh()
    announce(t('stock.changed', { count: sent.answer.left }))
  }
  return (
    <form noValidate onSubmit={submit} className="grid gap-4">
      <p className="text-soft">
        {t('stock.now', { left: variant.left, stocked: variant.stocked })}
      </p>
      <Field
        label={t('stock.delta')}
        hint={t('stock.deltaHint')}
        required
        autoComplete="off"
        value={typed}
        error={isTried && delta === 0 ? t('stock.deltaWrong') : undefined}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Select
        label={t('stock.reason')}
        required
        value={reason}
        onChange={({ target }) =>
          setReason(reasons.find((one) => one === target.value) ?? 'restocked')
        }
      >
        {reasons.map((one) => (
          <option key={one} value={one}>
            {t(`reason.${one}`)}
          </option>
        ))}
      </Select>
      <Field
        label={t('stock.note')}
        maxLength={200}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      <Refused problem={problem} />
      <DialogActions keep={t('cancel')} onKeep={onClose}>
        <Submit pending={pending}>{t('stock.save')}</Submit>
      </DialogActions>
    </form>
  )
}
