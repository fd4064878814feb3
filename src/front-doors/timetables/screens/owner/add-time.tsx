import { AddTime as AddOne } from '../../../../bookings/screens/desk/times/add-time.tsx'
import { typedPrice } from '../../../../bookings/screens/desk/times/typed-price.ts'
import { call } from '../../../../web/call.ts'
import { newKey } from '../../../../web/new-key.ts'
import type * as owner from '../../owner-contract.ts'
import type { ShopAnswer, ShopTime } from '../shops/shop-queries.ts'
import { useRefreshShop } from './owner-queries.ts'
import { useOwnerText, useTimeWords } from './text.ts'
import { readTime, timeOf } from './time-of-day.ts'

interface AddTimeProps {
  readonly shop: ShopAnswer['shop']
  readonly times: ShopAnswer['times']
  /** Fills the form with the values of this time. */
  readonly template: ShopTime | undefined
  readonly onClose: () => void
}

/** A new daily time. */
export function AddTime({ shop, times, template, onClose }: AddTimeProps) {
  const { id, currency } = shop
  const t = useOwnerText()
  const words = useTimeWords()
  const refresh = useRefreshShop(id)
  return (
    <AddOne
      title={t('times.add')}
      add={t('times.add')}
      first={{
        time: template ? timeOf(template) : '10:00',
        capacity: template?.basicRemaining ?? 4,
        price: template && typedPrice(template.price, currency),
      }}
      request={({ time, capacity: basicRemaining, price }) =>
        call<typeof owner.createTimetable>('POST /v1/shops/:shopId/timetables', {
          key: newKey(),
          params: { shopId: id },
          body: { ...readTime(time), basicRemaining, price },
        })
      }
      {...{ words, currency, times, refresh, onClose }}
    />
  )
}
