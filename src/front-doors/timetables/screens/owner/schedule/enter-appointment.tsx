import { useMemo, useState } from 'react'
import { timeAt } from '../../../../../bookings/screens/dates/day-times.ts'
import { useEnteredText } from '../../../../../bookings/screens/desk/entry/use-entered-text.ts'
import { BookAnyway } from '../../../../../bookings/screens/desk/sheet/book-anyway.tsx'
import {
  type EnterKind,
  GuestFields,
  nobodyTyped,
  sentGuest,
} from '../../../../../bookings/screens/desk/sheet/guest-fields.tsx'
import { WhenFields } from '../../../../../bookings/screens/desk/sheet/when-fields.tsx'
import { call } from '../../../../../web/call.ts'
import { Submit } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Select } from '../../../../../web/kit/select.tsx'
import { newKey } from '../../../../../web/new-key.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type * as contract from '../../../appointments/desk-contract.ts'
import { minuteNow, shownOf } from './day-grid.ts'
import { type ScheduleAnswer, useRefreshSchedule } from './schedule-queries.ts'
import { useScheduleText } from './text.ts'

interface EnterProps {
  readonly shopId: string
  readonly schedule: ScheduleAnswer
  readonly kind: EnterKind
  /** What was tapped. */
  readonly personId?: string | undefined
  readonly time?: string | undefined
  readonly onClose: () => void
  /** With who was entered, and when, in words. */
  readonly onEntered: (said: string) => void
}

/** All quarters of the shown day. */
export function quartersOf(schedule: ScheduleAnswer): string[] {
  const { from, until } = shownOf(schedule)
  return Array.from({ length: (until - from) / 15 }, (_, at) => timeAt(from + at * 15))
}

/** What is typed, with usual values, and how it is sent. */
function useEntering(props: EnterProps) {
  const { shopId, schedule, kind, personId, onClose, onEntered } = props
  const t = useScheduleText()
  const enteredText = useEnteredText()
  const refresh = useRefreshSchedule(shopId)
  const key = useMemo(newKey, [])
  const clock = timeAt(minuteNow(schedule))
  const times = quartersOf(schedule)
  const coming = schedule.date === schedule.today ? times.filter((one) => one >= clock) : times
  const [typed, setTyped] = useState({
    ...{ date: schedule.date, time: props.time ?? coming[0] ?? times[0] ?? '10:00', minutes: '' },
    person: personId ?? (kind === 'block' ? schedule.people[0]?.id : '') ?? '',
    services: [] as readonly string[],
    ...nobodyTyped,
  })
  const { pending, problem, send } = useSend()
  const [refused, setRefused] = useState<typeof typed>()
  const submit = async (mayBeOffHours: boolean) => {
    const { date, time, minutes, person, services } = typed
    const sent = await send(() =>
      call<typeof contract.enterAppointment>('POST /v1/shops/:shopId/desk-appointments', {
        ...{ key, params: { shopId } },
        body: {
          ...{ kind, services: [...services] },
          ...(kind !== 'walk-in' && { date, time }),
          ...(person && { person }),
          ...(minutes && { minutes: Number(minutes) }),
          ...(mayBeOffHours && { mayBeOffHours }),
          ...sentGuest(typed),
        },
      }),
    )
    if (!sent?.ok) return setRefused(typed)
    await refresh()
    const with_ = schedule.people.find(({ id }) => id === sent.answer.personId)
    onClose()
    onEntered(`${enteredText(sent.answer)} ${t('entered', { name: with_?.name ?? '' })}`)
  }
  const change = (more: Partial<typeof typed>) => setTyped({ ...typed, ...more })
  return { typed, change, times, pending, problem, submit, isAsked: refused === typed }
}

/** Enters an appointment with as little typing as can be: everything has a usual value. */
export function EnterAppointment(props: EnterProps) {
  const { shopId, schedule, kind, onClose } = props
  const t = useScheduleText()
  const { typed, change, times, pending, problem, submit, isAsked } = useEntering(props)
  const isBlock = kind === 'block'
  return (
    <Dialog title={t(`add.${kind}`)} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit(false)
        }}
      >
        {isBlock ? null : (
          <Services
            {...{ schedule, chosen: typed.services }}
            onChoose={(services) => change({ services })}
          />
        )}
        {kind === 'walk-in' ? null : (
          <WhenFields {...{ typed, times, change }} today={schedule.today} />
        )}
        <Select
          required={isBlock}
          label={t('person')}
          value={typed.person}
          onChange={({ target }) => change({ person: target.value })}
        >
          {isBlock ? null : <option value="">{t('any')}</option>}
          {schedule.people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <Minutes {...{ kind, typed }} onChange={(minutes) => change({ minutes })} />
        <GuestFields {...{ storeId: shopId, kind, typed, change }} />
        <BookAnyway
          {...{ problem, pending }}
          onMeant={isAsked ? () => void submit(true) : undefined}
        />
        <Submit pending={pending}>{t('save')}</Submit>
      </form>
    </Dialog>
  )
}

interface MinutesProps {
  readonly kind: EnterKind
  readonly typed: { readonly minutes: string; readonly services: readonly string[] }
  readonly onChange: (minutes: string) => void
}

/** As long as the services take, unless it is said; without a service it has to be. */
function Minutes({ kind, typed: { minutes, services }, onChange }: MinutesProps) {
  const t = useScheduleText()
  const isBlock = kind === 'block'
  const usual = services.length > 0 ? t('usual') : t('minutesWithout')
  return (
    <Select label={t('minutes')} value={minutes} onChange={({ target }) => onChange(target.value)}>
      <option value="">{isBlock ? t('minutesOf', { count: 60 }) : usual}</option>
      {[15, 30, 45, 60, 90, 120, 180, 240, 480]
        .filter((count) => !isBlock || count !== 60)
        .map((count) => (
          <option key={count} value={count}>
            {t('minutesOf', { count })}
          </option>
        ))}
    </Select>
  )
}

interface ServicesProps {
  readonly schedule: ScheduleAnswer
  readonly chosen: readonly string[]
  readonly onChoose: (services: readonly string[]) => void
}

function Services({ schedule: { services }, chosen, onChoose }: ServicesProps) {
  const t = useScheduleText()
  if (services.length === 0) return null
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-semibold">{t('services')}</legend>
      <div className="grid max-h-48 overflow-y-auto sm:grid-cols-2">
        {services.map(({ id, name, minutes }) => (
          <label key={id} className="flex min-h-11 items-center gap-3">
            <input
              type="checkbox"
              className="size-6 shrink-0"
              checked={chosen.includes(id)}
              disabled={chosen.length >= 5 && !chosen.includes(id)}
              onChange={() =>
                onChoose(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
              }
            />
            <span>
              {name} <span className="text-sm text-soft">{t('minutesOf', { count: minutes })}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
