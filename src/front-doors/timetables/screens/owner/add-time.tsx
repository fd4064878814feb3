import { type FormEvent, useState } from 'react'
import { minorPerMajor } from '../../../../kernel/format.ts'
import { PriceField, priceOf } from '../../../../stores/screens/price-field.tsx'
import { call } from '../../../../web/call.ts'
import { Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { Stepper } from '../../../../web/kit/stepper.tsx'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import type { ShopAnswer, ShopTime } from '../shops/shop-queries.ts'
import { useRefreshShop } from './owner-queries.ts'
import { useOwnerText } from './text.ts'
import { readTime, timeOf } from './time-of-day.ts'

interface AddTimeProps {
  readonly shop: ShopAnswer['shop']
  /** A time that it shall be like, apart from how many. */
  readonly like: ShopTime | undefined
  readonly onClose: () => void
}

/** A new time of every day. */
export function AddTime({ shop: { id, currency }, like, onClose }: AddTimeProps) {
  const t = useOwnerText()
  const refresh = useRefreshShop(id)
  const { pending, problem, send } = useSend()
  const [draft, setDraft] = useState(() => ({
    time: like ? timeOf(like) : '10:00',
    basicRemaining: like?.basicRemaining ?? 4,
    typed: String((like?.price ?? 0) / minorPerMajor(currency)),
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
    <Dialog title={t('times.addTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Refused problem={problem} />
        <Field
          type="time"
          label={t('times.time')}
          required
          value={draft.time}
          error={isTried && !time ? t('times.timeMissing') : undefined}
          onChange={(event) => setDraft({ ...draft, time: event.target.value })}
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
        <DialogActions keep={t('form.cancel')} onKeep={onClose}>
          <Submit pending={pending}>{t('times.add')}</Submit>
        </DialogActions>
      </form>
    </Dialog>
  )
}
