import { type FormEvent, useState } from 'react'
import { minorPerMajor } from '../../../../kernel/format.ts'
import { AddDialog, TimeField } from '../../../../stores/screens/desk/edit-dialog.tsx'
import { PriceField, priceOf } from '../../../../stores/screens/price-field.tsx'
import { call } from '../../../../web/call.ts'
import { focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Stepper } from '../../../../web/kit/stepper.tsx'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import type { ShopAnswer, ShopTime } from '../shops/shop-queries.ts'
import { useRefreshShop } from './owner-queries.ts'
import { useOwnerText } from './text.ts'
import { readTime, timeOf } from './time-of-day.ts'

interface AddTimeProps {
  readonly shop: ShopAnswer['shop']
  /** Fills the form with the values of this time. */
  readonly template: ShopTime | undefined
  readonly onClose: () => void
}

/** A new daily time. */
export function AddTime({ shop: { id, currency }, template, onClose }: AddTimeProps) {
  const t = useOwnerText()
  const refresh = useRefreshShop(id)
  const { pending, problem, send } = useSend()
  const [draft, setDraft] = useState(() => ({
    time: template ? timeOf(template) : '10:00',
    basicRemaining: template?.basicRemaining ?? 4,
    typed: String((template?.price ?? 0) / minorPerMajor(currency)),
  }))
  const [isTried, setTried] = useState(false)
  const time = readTime(draft.time)
  const price = priceOf(draft.typed, currency)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!time || price === undefined) return focusFirstWrong(event.currentTarget)
    const sent = await send(() =>
      call<typeof owner.createTimetable>('POST /v1/shops/:shopId/timetables', {
        params: { shopId: id },
        body: { ...time, basicRemaining: draft.basicRemaining, price },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
  }
  return (
    <AddDialog
      title={t('times.addTitle')}
      add={t('times.add')}
      cancel={t('form.cancel')}
      {...{ pending, problem, onClose, onSubmit: submit }}
    >
      <TimeField
        label={t('times.time')}
        value={draft.time}
        error={isTried && !time ? t('times.timeMissing') : undefined}
        onChange={(typed) => setDraft({ ...draft, time: typed })}
      />
      <div className="grid gap-1.5">
        <Stepper
          label={t('times.basic')}
          value={draft.basicRemaining}
          min={1}
          max={100_000}
          onChange={(basicRemaining) => setDraft({ ...draft, basicRemaining })}
          lessLabel={t('times.less')}
          moreLabel={t('times.more')}
        />
        <p className="text-sm text-soft">{t('times.basicHint')}</p>
      </div>
      <PriceField
        label={t('times.price')}
        {...{ currency, isTried, typed: draft.typed }}
        onType={(typed) => setDraft({ ...draft, typed })}
      />
    </AddDialog>
  )
}
