import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call, type ProblemBody } from '../../../../web/call.ts'
import { minorPerMajor, weekdayName } from '../../../../web/format.ts'
import { Button, Submit } from '../../../../web/kit/button.tsx'
import { Dialog } from '../../../../web/kit/dialog.tsx'
import { Field, focusFirstWrong } from '../../../../web/kit/field.tsx'
import { Notice } from '../../../../web/kit/notice.tsx'
import { Stepper } from '../../../../web/kit/stepper.tsx'
import { useLanguage } from '../../../../web/language.ts'
import type * as contract from '../../contract.ts'
import type * as owner from '../../owner-contract.ts'
import { type RestaurantAnswer, restaurantQuery } from '../restaurants/restaurant-queries.ts'
import { type TableTime, tableTimesQuery } from './owner-queries.ts'
import { PriceField, priceOf } from './price-field.tsx'
import { useOwnerText } from './text.ts'
import { WeekdayChoice } from './weekday-choice.tsx'

type Restaurant = RestaurantAnswer['restaurant']

/** Fetches again what a change of the weekly times changes. */
function useRefresh(restaurantId: string) {
  const client = useQueryClient()
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: tableTimesQuery(restaurantId).queryKey }),
      client.invalidateQueries({ queryKey: restaurantQuery(restaurantId).queryKey }),
    ])
}

interface AddTimeProps {
  readonly restaurant: Restaurant
  /** The weekday it was asked for; 0 for none. */
  readonly weekday: number
  readonly onClose: () => void
}

/** A new weekly time, on one weekday or on several at once. */
export function AddTime({ restaurant, weekday, onClose }: AddTimeProps) {
  const t = useOwnerText()
  const refresh = useRefresh(restaurant.id)
  const [weekdays, setWeekdays] = useState<readonly number[]>(weekday ? [weekday] : [])
  const [time, setTime] = useState('18:00')
  const [capacity, setCapacity] = useState(8)
  const [typed, setTyped] = useState('')
  const [isTried, setTried] = useState(false)
  const [problem, setProblem] = useState<ProblemBody>()
  const [pending, setPending] = useState(false)
  const price = priceOf(typed, restaurant.currency)

  const add = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (pending) return
    if (weekdays.length === 0 || !time || price === undefined)
      return focusFirstWrong(event.currentTarget)
    setPending(true)
    for (const one of weekdays) {
      const result = await call<typeof owner.addTableTime>(
        'POST /v1/restaurants/:restaurantId/table-times',
        { params: { restaurantId: restaurant.id }, body: { weekday: one, time, capacity, price } },
      )
      if (!result.ok) {
        setPending(false)
        setWeekdays(weekdays.slice(weekdays.indexOf(one)))
        await refresh()
        return setProblem(result.problem)
      }
    }
    await refresh()
    onClose()
  }
  return (
    <Dialog title={t('times.addTitle')} onClose={onClose}>
      <form onSubmit={add} noValidate className="grid gap-5">
        {problem ? <Notice tone="bad" title={problem.title} /> : null}
        <WeekdayChoice
          chosen={weekdays}
          error={isTried && weekdays.length === 0 ? t('times.weekdayMissing') : undefined}
          onChange={setWeekdays}
        />
        <Field
          type="time"
          label={t('times.time')}
          required
          value={time}
          error={isTried && !time ? t('times.timeMissing') : undefined}
          onChange={(event) => setTime(event.target.value)}
        />
        <Capacity capacity={capacity} onChange={setCapacity} />
        <PriceField
          currency={restaurant.currency}
          typed={typed}
          onType={setTyped}
          isTried={isTried}
        />
        <div className="flex flex-wrap justify-end gap-3">
          <Button kind="quiet" onClick={onClose}>
            {t('form.cancel')}
          </Button>
          <Submit pending={pending}>{t('times.add')}</Submit>
        </div>
      </form>
    </Dialog>
  )
}

function Capacity({ capacity, onChange }: { capacity: number; onChange: (to: number) => void }) {
  const t = useOwnerText()
  return (
    <Stepper
      label={t('times.capacity')}
      value={capacity}
      min={1}
      max={100_000}
      onChange={onChange}
      lessLabel={t('times.less')}
      moreLabel={t('times.more')}
    />
  )
}

interface ChangeTimeProps {
  readonly restaurant: Restaurant
  readonly time: TableTime
  /** Places of it that are taken in the days that can be booked. */
  readonly taken: number
  readonly onClose: () => void
}

/** Another capacity or price, or no more of it: what is sold stays as it was sold. */
export function ChangeTime({ restaurant, time, taken, onClose }: ChangeTimeProps) {
  const t = useOwnerText()
  const language = useLanguage()
  const refresh = useRefresh(restaurant.id)
  const [capacity, setCapacity] = useState(time.capacity)
  const [typed, setTyped] = useState(String(time.price / minorPerMajor(restaurant.currency)))
  const [isRemoving, setRemoving] = useState(false)
  const [problem, setProblem] = useState<ProblemBody>()
  const [pending, setPending] = useState(false)
  const price = priceOf(typed, restaurant.currency)
  const params = { restaurantId: restaurant.id, tableTimeId: time.id }
  const day = weekdayName(time.weekday, language, 'long')

  const settle = async (result: { ok: true } | { ok: false; problem: ProblemBody }) => {
    setPending(false)
    if (!result.ok) return setProblem(result.problem)
    await refresh()
    onClose()
  }
  const change = async (event: FormEvent) => {
    event.preventDefault()
    if (pending || price === undefined) return
    setPending(true)
    await call<typeof owner.changeTableTime>(
      'PATCH /v1/restaurants/:restaurantId/table-times/:tableTimeId',
      { params, body: { capacity, price } },
    ).then(settle)
  }
  const remove = async () => {
    setPending(true)
    await call<typeof owner.removeTableTime>(
      'DELETE /v1/restaurants/:restaurantId/table-times/:tableTimeId',
      { params },
    ).then(settle)
  }
  if (isRemoving)
    return (
      <Dialog title={t('times.removeTitle', { day, time: time.time })} onClose={onClose}>
        <p>{t('times.removeLead', { count: taken })}</p>
        {problem ? <Notice tone="bad" title={problem.title} /> : null}
        <div className="flex flex-wrap justify-end gap-3">
          <Button kind="quiet" onClick={() => setRemoving(false)}>
            {t('times.keep')}
          </Button>
          <Button kind="danger" pending={pending} onClick={remove}>
            {t('times.removeSure')}
          </Button>
        </div>
      </Dialog>
    )
  return (
    <Dialog title={t('times.changeTitle', { day, time: time.time })} onClose={onClose}>
      <form onSubmit={change} noValidate className="grid gap-5">
        {problem ? <Notice tone="bad" title={problem.title} /> : null}
        <Notice tone={taken > 0 ? 'warn' : 'plain'}>{t('times.impact', { count: taken })}</Notice>
        <Capacity capacity={capacity} onChange={setCapacity} />
        <PriceField currency={restaurant.currency} typed={typed} onType={setTyped} isTried />
        <div className="flex flex-wrap justify-between gap-3">
          <Button kind="danger" onClick={() => setRemoving(true)}>
            {t('times.remove')}
          </Button>
          <Submit pending={pending}>{t('times.save')}</Submit>
        </div>
      </form>
    </Dialog>
  )
}
