import { ChangeTime as ChangeOne } from '../../../../bookings/screens/desk/times/change-time.tsx'
import { typedPrice } from '../../../../bookings/screens/desk/times/typed-price.ts'
import { weekdayName } from '../../../../kernel/format.ts'
import { call } from '../../../../web/call.ts'
import { useLanguage } from '../../../../web/language.ts'
import type * as owner from '../../owner-contract.ts'
import type { RestaurantAnswer } from '../restaurants/restaurant-queries.ts'
import { type TableTime, useRefreshTimes } from './owner-queries.ts'
import { useOwnerText, useTimeWords } from './text.ts'

interface ChangeTimeProps {
  readonly restaurant: RestaurantAnswer['restaurant']
  readonly time: TableTime
  readonly times: readonly TableTime[]
  /** Its tables that are taken on the bookable days. */
  readonly taken: number
  readonly onClose: () => void
}

/** Changes capacity or price of a weekly time, or removes it. */
export function ChangeTime({
  restaurant: { id, currency },
  time,
  times,
  taken,
  onClose,
}: ChangeTimeProps) {
  const t = useOwnerText()
  const words = useTimeWords()
  const refresh = useRefreshTimes(id)
  const named = { day: weekdayName(time.weekday, useLanguage(), 'long'), time: time.time }
  const params = { restaurantId: id, tableTimeId: time.id }
  return (
    <ChangeOne
      title={t('times.changeTitle', named)}
      impact={t('times.impact', { count: taken })}
      others={times.filter(({ id }) => id !== time.id)}
      first={{ capacity: time.capacity, price: typedPrice(time.price, currency) }}
      request={({ capacity, price }) =>
        call<typeof owner.changeTableTime>(
          'PATCH /v1/restaurants/:restaurantId/table-times/:tableTimeId',
          { params, body: { capacity, price } },
        )
      }
      removal={{
        button: t('times.remove'),
        title: t('times.removeTitle', named),
        lead: t('times.removeLead', { count: taken }),
        confirm: t('times.removeSure'),
        request: () =>
          call<typeof owner.removeTableTime>(
            'DELETE /v1/restaurants/:restaurantId/table-times/:tableTimeId',
            { params },
          ),
      }}
      {...{ words, currency, taken, refresh, onClose }}
    />
  )
}
