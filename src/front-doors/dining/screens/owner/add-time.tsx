import { type FormEvent, useState } from 'react'
import { PriceField, priceOf } from '../../../../stores/screens/price-field.tsx'
import { call, type Result } from '../../../../web/call.ts'
import { Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Refused } from '../../../../web/kit/notice.tsx'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import type { RestaurantAnswer } from '../restaurants/restaurant-queries.ts'
import { useOwnerText } from './text.ts'
import { Capacity, useRefreshTimes } from './time-parts.tsx'
import { WeekdayChoice } from './weekday-choice.tsx'

interface AddTimeProps {
  readonly restaurant: RestaurantAnswer['restaurant']
  /** The weekday it was asked for; 0 for none. */
  readonly weekday: number
  readonly onClose: () => void
}

/** A new weekly time, on one weekday or on several at once. */
export function AddTime({ restaurant: { id, currency }, weekday, onClose }: AddTimeProps) {
  const t = useOwnerText()
  const [draft, setDraft] = useState({ time: '18:00', capacity: 8, typed: '' })
  const [isTried, setTried] = useState(false)
  const { weekdays, setWeekdays, pending, problem, add } = useAddTimes(id, weekday, onClose)
  const price = priceOf(draft.typed, currency)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (weekdays.length === 0 || !draft.time || price === undefined)
      focusFirstWrong(event.currentTarget)
    else await add({ time: draft.time, capacity: draft.capacity, price })
  }
  return (
    <Dialog title={t('times.addTitle')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-5">
        <Refused problem={problem} />
        <WeekdayChoice
          chosen={weekdays}
          error={isTried && weekdays.length === 0 ? t('times.weekdayMissing') : undefined}
          onChange={setWeekdays}
        />
        <Field
          type="time"
          label={t('times.time')}
          required
          value={draft.time}
          error={isTried && !draft.time ? t('times.timeMissing') : undefined}
          onChange={(event) => setDraft({ ...draft, time: event.target.value })}
        />
        <Capacity
          capacity={draft.capacity}
          onChange={(capacity) => setDraft({ ...draft, capacity })}
        />
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

interface NewTime {
  readonly time: string
  readonly capacity: number
  readonly price: number
}

/** Adds the time weekday by weekday; what was added before a refusal is no longer asked for. */
function useAddTimes(restaurantId: string, weekday: number, onDone: () => void) {
  const [weekdays, setWeekdays] = useState<readonly number[]>(weekday ? [weekday] : [])
  const refresh = useRefreshTimes(restaurantId)
  const { send, ...sending } = useSend()
  const addAll = async (time: NewTime): Promise<Result<null>> => {
    for (const [at, one] of weekdays.entries()) {
      const result = await call<typeof owner.addTableTime>(
        'POST /v1/restaurants/:restaurantId/table-times',
        { params: { restaurantId }, body: { ...time, weekday: one } },
      )
      if (result.ok) continue
      setWeekdays(weekdays.slice(at))
      return result
    }
    return { ok: true, answer: null }
  }
  const add = async (time: NewTime) => {
    const sent = await send(() => addAll(time))
    await refresh()
    if (sent?.ok) onDone()
  }
  return { weekdays, setWeekdays, ...sending, add }
}
