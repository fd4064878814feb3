import { type FormEvent, useState } from 'react'
import { AddDialog, TimeField } from '../../../../stores/screens/desk/edit-dialog.tsx'
import { PriceField, priceOf } from '../../../../stores/screens/price-field.tsx'
import { call, type Result } from '../../../../web/call.ts'
import { focusFirstWrong } from '../../../../web/kit/field.tsx'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import type { RestaurantAnswer } from '../restaurants/restaurant-queries.ts'
import { useOwnerText } from './text.ts'
import { Capacity, useRefreshTimes } from './time-parts.tsx'
import { WeekdayChoice } from './weekday-choice.tsx'

interface AddTimeProps {
  readonly restaurant: RestaurantAnswer['restaurant']
  /** The weekday to begin with; 0 for none. */
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
    <AddDialog
      title={t('times.addTitle')}
      add={t('times.add')}
      cancel={t('form.cancel')}
      {...{ pending, problem, onClose, onSubmit: submit }}
    >
      <WeekdayChoice
        chosen={weekdays}
        error={isTried && weekdays.length === 0 ? t('times.weekdayMissing') : undefined}
        onChange={setWeekdays}
      />
      <TimeField
        label={t('times.time')}
        value={draft.time}
        error={isTried && !draft.time ? t('times.timeMissing') : undefined}
        onChange={(time) => setDraft({ ...draft, time })}
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
    </AddDialog>
  )
}

interface NewTime {
  readonly time: string
  readonly capacity: number
  readonly price: number
}

/** Adds the time weekday by weekday; after a refusal, only the remaining weekdays are sent again. */
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
