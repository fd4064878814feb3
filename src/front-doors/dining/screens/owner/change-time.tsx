import { useState } from 'react'
import { minorPerMajor, weekdayName } from '../../../../kernel/format.ts'
import {
  type ChangeActions,
  ChangeDialog,
  ChangeForm,
} from '../../../../stores/screens/desk/edit-dialog.tsx'
import { PriceField, priceOf } from '../../../../stores/screens/price-field.tsx'
import { call } from '../../../../web/call.ts'
import { Notice } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type * as owner from '../../owner-contract.ts'
import type { RestaurantAnswer } from '../restaurants/restaurant-queries.ts'
import type { TableTime } from './owner-queries.ts'
import { useOwnerText } from './text.ts'
import { Capacity, useRefreshTimes } from './time-parts.tsx'

interface ChangeTimeProps {
  readonly restaurant: RestaurantAnswer['restaurant']
  readonly time: TableTime
  /** Its tables that are taken on the bookable days. */
  readonly taken: number
  readonly onClose: () => void
}

/** Changes capacity or price of a weekly time, or removes it; existing bookings stay as they are. */
export function ChangeTime({ restaurant, time, taken, onClose }: ChangeTimeProps) {
  const t = useOwnerText()
  const language = useLanguage()
  const refresh = useRefreshTimes(restaurant.id)
  const named = { day: weekdayName(time.weekday, language, 'long'), time: time.time }
  const params = { restaurantId: restaurant.id, tableTimeId: time.id }
  return (
    <ChangeDialog
      title={t('times.changeTitle', named)}
      removeTitle={t('times.removeTitle', named)}
      {...{ refresh, onClose }}
      form={(actions) => <Change {...{ restaurant, time, taken, params, ...actions }} />}
      removal={{
        keep: t('times.keep'),
        confirm: t('times.removeSure'),
        children: <p>{t('times.removeLead', { count: taken })}</p>,
        request: () =>
          call<typeof owner.removeTableTime>(
            'DELETE /v1/restaurants/:restaurantId/table-times/:tableTimeId',
            { params },
          ),
      }}
    />
  )
}

interface ChangeProps extends Omit<ChangeTimeProps, 'onClose'>, ChangeActions {
  readonly params: { readonly restaurantId: string; readonly tableTimeId: string }
}

function Change({ restaurant: { currency }, time, taken, params, ...actions }: ChangeProps) {
  const t = useOwnerText()
  const [capacity, setCapacity] = useState(time.capacity)
  const [typed, setTyped] = useState(String(time.price / minorPerMajor(currency)))
  const price = priceOf(typed, currency)
  const request = () =>
    call<typeof owner.changeTableTime>(
      'PATCH /v1/restaurants/:restaurantId/table-times/:tableTimeId',
      { params, body: { capacity, price: price ?? time.price } },
    )
  return (
    <ChangeForm
      remove={t('times.remove')}
      save={t('times.save')}
      request={price === undefined ? undefined : request}
      {...actions}
    >
      <Notice tone={taken > 0 ? 'warn' : 'plain'}>{t('times.impact', { count: taken })}</Notice>
      <Capacity capacity={capacity} onChange={setCapacity} />
      <PriceField label={t('times.price')} {...{ currency, typed }} onType={setTyped} isTried />
    </ChangeForm>
  )
}
