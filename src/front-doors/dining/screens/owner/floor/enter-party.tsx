import { type FormEvent, useMemo, useState } from 'react'
import { addDays, dayText, wallDateAt, wallTimeAt } from '../../../../../kernel/format.ts'
import { call, newKey } from '../../../../../web/call.ts'
import { announce } from '../../../../../web/kit/announce.tsx'
import { Submit } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Field } from '../../../../../web/kit/field.tsx'
import { Refused } from '../../../../../web/kit/notice.tsx'
import { Select } from '../../../../../web/kit/select.tsx'
import { Stepper } from '../../../../../web/kit/stepper.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import { useSend } from '../../../../../web/use-send.ts'
import type * as contract from '../../../desk-contract.ts'
import { type FloorAnswer, useRefreshFloor } from './floor-queries.ts'
import { useFloorText } from './text.ts'

export type EnterKind = 'phone' | 'walk-in' | 'block'

interface EnterPartyProps {
  readonly restaurantId: string
  readonly floor: FloorAnswer
  readonly kind: EnterKind
  /** A table that was tapped. */
  readonly tableId?: string | undefined
  readonly now: number
  readonly onClose: () => void
}

/** The quarters of a date's services, until they close. */
function timesOf({ services }: FloorAnswer): string[] {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const pad = (number: number) => String(number).padStart(2, '0')
  return services.flatMap(({ opens, closes }) =>
    Array.from({ length: (minutes(closes) - minutes(opens)) / 15 }, (_, at) => {
      const all = minutes(opens) + at * 15
      return `${pad(Math.floor(all / 60))}:${pad(all % 60)}`
    }),
  )
}

/** Enters a party with as little typing as can be: everything has a usual value. */
export function EnterParty({ restaurantId, floor, kind, tableId, now, onClose }: EnterPartyProps) {
  const t = useFloorText()
  const language = useLanguage()
  const refresh = useRefreshFloor(restaurantId)
  const key = useMemo(newKey, [])
  const times = timesOf(floor)
  const today = wallDateAt(new Date(now), floor.timeZone)
  const clock = wallTimeAt(new Date(now), floor.timeZone)
  const coming = floor.date === today ? times.filter((one) => one >= clock) : times
  const [time, setTime] = useState(coming[0] ?? times[0] ?? '')
  const [date, setDate] = useState(floor.date)
  const [party, setParty] = useState(2)
  const [table, setTable] = useState(tableId ?? (kind === 'block' ? floor.tables[0]?.id : '') ?? '')
  const [said, setSaid] = useState({ name: '', phone: '', note: '' })
  const [minutes, setMinutes] = useState('')
  const { pending, problem, send } = useSend()
  const isNow = kind === 'walk-in'
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const typed = Object.fromEntries(
      Object.entries(said).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : [])),
    )
    const sent = await send(() =>
      call<typeof contract.enterParty>('POST /v1/restaurants/:restaurantId/desk-bookings', {
        ...{ key, params: { restaurantId } },
        body: {
          ...{ kind, party: kind === 'block' ? 1 : party, ...typed },
          ...(!isNow && { date, time }),
          ...(table && { tableIds: [table] }),
          ...(minutes && { minutes: Number(minutes) }),
        },
      }),
    )
    if (!sent?.ok) return
    await refresh()
    const names = floor.tables.flatMap(({ id, name }) =>
      sent.answer.tableIds.includes(id) ? name : [],
    )
    onClose()
    announce(t('entered', { table: names.join(' + ') }))
  }
  const field = (name: 'name' | 'phone' | 'note') => ({
    ...{ label: t(name), value: said[name], autoComplete: 'off' },
    onChange: (event: { target: { value: string } }) =>
      setSaid({ ...said, [name]: event.target.value }),
  })
  return (
    <Dialog title={t(`add.${kind}`)} onClose={onClose}>
      <form className="grid gap-4" onSubmit={submit}>
        {kind === 'block' ? null : (
          <Stepper
            {...{ label: t('party'), value: party, min: 1, max: 100, onChange: setParty }}
            {...{ lessLabel: t('less'), moreLabel: t('more') }}
          />
        )}
        {isNow ? null : (
          <div className="grid grid-cols-2 gap-3">
            <Select
              required
              label={t('date')}
              value={date}
              onChange={({ target }) => setDate(target.value)}
            >
              {Array.from({ length: 31 }, (_, ahead) => addDays(today, ahead)).map((day) => (
                <option key={day} value={day}>
                  {dayText(day, language)}
                </option>
              ))}
            </Select>
            <Select
              required
              label={t('time')}
              value={time}
              onChange={({ target }) => setTime(target.value)}
            >
              {times.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </Select>
          </div>
        )}
        <Select
          required
          label={t('where')}
          value={table}
          onChange={({ target }) => setTable(target.value)}
        >
          {kind === 'block' ? null : <option value="">{t('best')}</option>}
          {floor.tables.map(({ id, name }) => (
            <option key={id} value={id}>
              {t('table', { name })}
            </option>
          ))}
        </Select>
        <Select
          required
          label={t('minutes')}
          value={minutes}
          onChange={({ target }) => setMinutes(target.value)}
        >
          <option value="">{t('usual')}</option>
          {[30, 60, 90, 120, 150, 180, 240].map((count) => (
            <option key={count} value={count}>
              {t('minutesOf', { count })}
            </option>
          ))}
        </Select>
        {kind === 'block' ? null : <Field {...field('name')} maxLength={50} />}
        {kind === 'block' ? null : <Field {...field('phone')} type="tel" />}
        <Field {...field('note')} maxLength={500} />
        <Refused problem={problem} />
        <Submit pending={pending}>{t('save')}</Submit>
      </form>
    </Dialog>
  )
}
