import { ChangeTime as ChangeOne } from '../../../../bookings/screens/desk/times/change-time.tsx'
import { typedPrice } from '../../../../bookings/screens/desk/times/typed-price.ts'
import { call } from '../../../../web/call.ts'
import { Button } from '../../../../web/kit/button.tsx'
import type * as owner from '../../owner-contract.ts'
import type { ShopAnswer, ShopTime } from '../shops/shop-queries.ts'
import { useRefreshShop } from './owner-queries.ts'
import { useOwnerText, useTimeWords } from './text.ts'
import { readTime, timeOf } from './time-of-day.ts'

interface ChangeTimeProps {
  readonly time: ShopTime
  readonly times: readonly ShopTime[]
  readonly currency: ShopAnswer['shop']['currency']
  readonly onClose: () => void
  /** Adds another timetable at the same time: the capacity of this one is fixed. */
  readonly onCopy: () => void
}

/** Changes time or price of a timetable, or deletes it. */
export function ChangeTime({ time, times, currency, onClose, onCopy }: ChangeTimeProps) {
  const t = useOwnerText()
  const words = useTimeWords()
  const refresh = useRefreshShop(time.shopId)
  const params = { timetableId: time.id }
  const { taken } = time
  return (
    <ChangeOne
      title={t('times.changeTitle', { time: timeOf(time) })}
      impact={t('times.impact', { count: taken })}
      others={times.filter(({ id }) => id !== time.id)}
      first={{ time: timeOf(time), price: typedPrice(time.price, currency) }}
      request={({ time: typed, price }) =>
        call<typeof owner.updateTime>('PUT /v1/timetables/:timetableId', {
          params,
          body: { ...readTime(typed), price },
        })
      }
      removal={{
        button: t('times.delete'),
        title: t('times.deleteTitle', { time: timeOf(time) }),
        lead: t('times.deleteLead', { count: taken }),
        confirm: t('times.deleteSure'),
        request: () =>
          call<typeof owner.deleteTimetable>('DELETE /v1/timetables/:timetableId', { params }),
      }}
      {...{ words, currency, taken, refresh, onClose }}
    >
      <div className="grid justify-items-start gap-1">
        <p className="text-soft">{t('times.fixed', { count: time.basicRemaining })}</p>
        <Button kind="plain" className="-ml-5" onClick={onCopy}>
          {t('times.anew')}
        </Button>
      </div>
    </ChangeOne>
  )
}
