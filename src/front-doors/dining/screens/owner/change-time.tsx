import { type FormEvent, useState } from 'react'
import { minorPerMajor, weekdayName } from '../../../../kernel/format.ts'
import { PriceField, priceOf } from '../../../../stores/screens/price-field.tsx'
import { call } from '../../../../web/call.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Dialog, DialogActions } from '../../../../web/kit/dialog.tsx'
import { Notice, Refused } from '../../../../web/kit/notice.tsx'
import { useLanguage } from '../../../../web/language.ts'
import { useSend } from '../../../../web/use-send.ts'
import type * as owner from '../../owner-contract.ts'
import type { RestaurantAnswer } from '../restaurants/restaurant-queries.ts'
import type { TableTime } from './owner-queries.ts'
import { useOwnerText } from './text.ts'
import { Capacity, useRefreshTimes } from './time-parts.tsx'

interface ChangeTimeProps {
  readonly restaurant: RestaurantAnswer['restaurant']
  readonly time: TableTime
  /** Places of it that are taken in the days that can be booked. */
  readonly taken: number
  readonly onClose: () => void
}

/** Another capacity or price, or no more of it: what is sold stays as it was sold. */
export function ChangeTime(props: ChangeTimeProps) {
  const t = useOwnerText()
  const language = useLanguage()
  const [isRemoving, setRemoving] = useState(false)
  const { time, onClose } = props
  const named = { day: weekdayName(time.weekday, language, 'long'), time: time.time }
  return (
    <Dialog
      title={t(isRemoving ? 'times.removeTitle' : 'times.changeTitle', named)}
      onClose={onClose}
    >
      {isRemoving ? (
        <Removal {...props} onKeep={() => setRemoving(false)} />
      ) : (
        <Change {...props} onRemove={() => setRemoving(true)} />
      )}
    </Dialog>
  )
}

interface ChangeProps extends ChangeTimeProps {
  readonly onRemove: () => void
}

function Change({ restaurant: { id, currency }, time, taken, onClose, onRemove }: ChangeProps) {
  const t = useOwnerText()
  const refresh = useRefreshTimes(id)
  const [capacity, setCapacity] = useState(time.capacity)
  const [typed, setTyped] = useState(String(time.price / minorPerMajor(currency)))
  const { pending, problem, send } = useSend()
  const price = priceOf(typed, currency)
  const change = async (event: FormEvent) => {
    event.preventDefault()
    if (price === undefined) return
    const sent = await send(() =>
      call<typeof owner.changeTableTime>(
        'PATCH /v1/restaurants/:restaurantId/table-times/:tableTimeId',
        { params: { restaurantId: id, tableTimeId: time.id }, body: { capacity, price } },
      ),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
  }
  return (
    <form onSubmit={change} noValidate className="grid gap-5">
      <Refused problem={problem} />
      <Notice tone={taken > 0 ? 'warn' : 'plain'}>{t('times.impact', { count: taken })}</Notice>
      <Capacity capacity={capacity} onChange={setCapacity} />
      <PriceField
        label={t('times.price')}
        currency={currency}
        typed={typed}
        onType={setTyped}
        isTried
      />
      <div className="flex flex-wrap justify-between gap-3">
        <Button kind="danger" onClick={onRemove}>
          {t('times.remove')}
        </Button>
        <Submit pending={pending}>{t('times.save')}</Submit>
      </div>
    </form>
  )
}

interface RemovalProps extends ChangeTimeProps {
  readonly onKeep: () => void
}

function Removal({ restaurant, time, taken, onClose, onKeep }: RemovalProps) {
  const t = useOwnerText()
  const refresh = useRefreshTimes(restaurant.id)
  const { pending, problem, send } = useSend()
  const remove = async () => {
    const sent = await send(() =>
      call<typeof owner.removeTableTime>(
        'DELETE /v1/restaurants/:restaurantId/table-times/:tableTimeId',
        { params: { restaurantId: restaurant.id, tableTimeId: time.id } },
      ),
    )
    if (!sent?.ok) return
    await refresh()
    onClose()
  }
  return (
    <>
      <p>{t('times.removeLead', { count: taken })}</p>
      <Refused problem={problem} />
      <DialogActions keep={t('times.keep')} onKeep={onKeep}>
        <Button kind="danger" pending={pending} onClick={remove}>
          {t('times.removeSure')}
        </Button>
      </DialogActions>
    </>
  )
}
