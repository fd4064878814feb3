import { useState } from 'react'
import { AddTime as AddOne } from '../../../../bookings/screens/desk/times/add-time.tsx'
import type { OfferedTime } from '../../../../bookings/screens/desk/times/time-fields.tsx'
import { call, type Result } from '../../../../web/call.ts'
import { newKey } from '../../../../web/new-key.ts'
import type * as owner from '../../owner-contract.ts'
import type { RestaurantAnswer } from '../restaurants/restaurant-queries.ts'
import { type TableTime, useRefreshTimes } from './owner-queries.ts'
import { useOwnerText, useTimeWords } from './text.ts'
import { WeekdayChoice } from './weekday-choice.tsx'

interface AddTimeProps {
  readonly restaurant: RestaurantAnswer['restaurant']
  readonly times: readonly TableTime[]
  /** The weekday to begin with; 0 for none. */
  readonly weekday: number
  readonly onClose: () => void
}

/** A new weekly time, on one weekday or on several at once. */
export function AddTime({ restaurant, times, weekday, onClose }: AddTimeProps) {
  const { id, currency } = restaurant
  const t = useOwnerText()
  const words = useTimeWords()
  const refresh = useRefreshTimes(id)
  const [weekdays, setWeekdays] = useState<readonly number[]>(weekday ? [weekday] : [])
  /** Weekday by weekday; after a refusal, only the remaining weekdays are sent again. */
  const addAll = async (time: OfferedTime): Promise<Result<null>> => {
    for (const [at, one] of weekdays.entries()) {
      const result = await call<typeof owner.addTableTime>(
        'POST /v1/restaurants/:restaurantId/table-times',
        { key: newKey(), params: { restaurantId: id }, body: { ...time, weekday: one } },
      )
      if (result.ok) continue
      setWeekdays(weekdays.slice(at))
      return result
    }
    return { ok: true, answer: null }
  }
  return (
    <AddOne
      title={t('times.addTitle')}
      add={t('times.add')}
      first={{ time: '18:00', capacity: 8 }}
      isValid={weekdays.length > 0}
      request={addAll}
      {...{ words, currency, times, refresh, onClose }}
    >
      {(isTried) => (
        <WeekdayChoice
          chosen={weekdays}
          error={isTried && weekdays.length === 0 ? t('times.weekdayMissing') : undefined}
          onChange={setWeekdays}
        />
      )}
    </AddOne>
  )
}
