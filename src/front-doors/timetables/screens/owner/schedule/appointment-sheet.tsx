import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { wallTimeOf } from '../../../../../bookings/screens/dates/day-times.ts'
import type { Done } from '../../../../../bookings/screens/desk/undo-bar.tsx'
import { wallTimeAt } from '../../../../../kernel/format.ts'
import { announce } from '../../../../../web/kit/announce.tsx'
import { Button, buttonLook } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Refused, Tag } from '../../../../../web/kit/notice.tsx'
import { Select } from '../../../../../web/kit/select.tsx'
import { useSend } from '../../../../../web/use-send.ts'
import { stateOf } from './columns.tsx'
import { quartersOf, When } from './enter-appointment.tsx'
import {
  type Appointment,
  type Arranging,
  arrangeAppointment,
  cancelAppointment,
  type ScheduleAnswer,
  useRefreshSchedule,
  writeAttendance,
} from './schedule-queries.ts'
import { useScheduleText } from './text.ts'

interface SheetProps {
  readonly shopId: string
  readonly schedule: ScheduleAnswer
  readonly appointment: Appointment
  readonly now: number
  readonly onClose: () => void
  readonly onDone: (done: Done) => void
}

/** One appointment, and what can be done about it. */
export function AppointmentSheet(props: SheetProps) {
  const { shopId, schedule, appointment, onClose, onDone } = props
  const t = useScheduleText()
  const refresh = useRefreshSchedule(shopId)
  const [isMoving, setMoving] = useState(false)
  const { pending, problem, send } = useSend()
  const { id, personId: person, date, time, state, startsAt, endsAt } = appointment
  const minutes = (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000
  const run = async (
    request: () => ReturnType<typeof writeAttendance>,
    said: string,
    undo: () => Promise<unknown>,
  ) => {
    const sent = await send(request)
    if (!sent?.ok) return
    await refresh()
    onClose()
    onDone({ said, undo })
  }
  const attend = (next: Appointment['state']) =>
    run(
      () => writeAttendance(shopId, id, next),
      t(`done.${next}`),
      () => writeAttendance(shopId, id, state),
    )
  const change = (body: Arranging, said: string) =>
    run(
      () => arrangeAppointment(shopId, id, body),
      said,
      () => arrangeAppointment(shopId, id, { person, date, time, minutes }),
    )
  const cancel = async (reason: string) => {
    const sent = await send(() => cancelAppointment(shopId, id, reason))
    if (!sent?.ok) return
    await refresh()
    onClose()
    announce(t('done.canceled'))
  }
  const name = appointment.booker?.name || t(`source.${appointment.source}`)
  return (
    <Dialog title={`${wallTimeOf(time)} ${name}`} onClose={onClose}>
      <Facts {...props} />
      <Refused problem={problem} />
      {isMoving ? (
        <Move
          {...{ schedule, appointment, pending }}
          onMove={(to) => change(to, t('done.moved'))}
        />
      ) : (
        <Actions
          {...{ appointment, pending, attend, cancel, minutes }}
          onMove={() => setMoving(true)}
          onResize={(by) => change({ minutes: minutes + by }, t('done.resized'))}
        />
      )}
    </Dialog>
  )
}

function Facts({ schedule, appointment, now }: SheetProps) {
  const t = useScheduleText()
  const { personId, what, source, booker, note, time, endsAt } = appointment
  const person = schedule.people.find(({ id }) => id === personId)
  const until = wallTimeAt(new Date(endsAt), schedule.timeZone)
  return (
    <div className="grid gap-1">
      <p className="flex flex-wrap items-center gap-2">
        <Tag>{t(stateOf(appointment, now))}</Tag>
        {t(`source.${source}`)}
      </p>
      <p>
        {source === 'block' ? '' : `${what || t('plain')} · `}
        {person?.name} · {t('length', { time: wallTimeOf(time), until })}
      </p>
      {booker?.phone ? (
        <p>
          <a className="link" href={`tel:${booker.phone}`}>
            {booker.phone}
          </a>
        </p>
      ) : null}
      {booker?.message ? <p className="text-soft">{booker.message}</p> : null}
      {note ? <p className="text-soft">{note}</p> : null}
    </div>
  )
}

interface MoveProps extends Pick<SheetProps, 'schedule' | 'appointment'> {
  readonly pending: boolean
  readonly onMove: (to: Arranging) => void
}

/** To whom and when an appointment is moved. */
function Move({ schedule, appointment, pending, onMove }: MoveProps) {
  const t = useScheduleText()
  const { personId, date, time } = appointment
  const [to, setTo] = useState({ person: personId, date, time })
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        onMove(to)
      }}
    >
      <Select
        required
        label={t('person')}
        value={to.person}
        onChange={({ target }) => setTo({ ...to, person: target.value })}
      >
        {schedule.people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <When
        {...{ schedule, typed: to, times: quartersOf(schedule) }}
        change={(more) => setTo({ ...to, ...more })}
      />
      <Button type="submit" pending={pending}>
        {t('actions.apply')}
      </Button>
    </form>
  )
}

interface ActionsProps {
  readonly appointment: Appointment
  readonly pending: boolean
  readonly minutes: number
  readonly attend: (state: Appointment['state']) => void
  readonly cancel: (reason: string) => void
  readonly onMove: () => void
  readonly onResize: (by: number) => void
}

function Actions(props: ActionsProps) {
  const { appointment, pending, minutes, attend, onMove, onResize } = props
  const t = useScheduleText()
  const { state, source, marks, isHeld } = appointment
  const isBlock = source === 'block'
  if (isHeld) return null
  if (state === 'finished' || state === 'no-show')
    return (
      <Button
        kind="quiet"
        pending={pending}
        onClick={() => attend(state === 'finished' && !isBlock ? 'arrived' : 'expected')}
      >
        {t('undo')}
      </Button>
    )
  return (
    <div className="flex flex-wrap gap-2">
      {state === 'expected' && marks.includes('arrived') && !isBlock ? (
        <Button pending={pending} onClick={() => attend('arrived')}>
          {t('actions.arrive')}
        </Button>
      ) : null}
      {state === 'arrived' ? (
        <Button pending={pending} onClick={() => attend('finished')}>
          {t('actions.finish')}
        </Button>
      ) : null}
      <Button kind="quiet" onClick={onMove}>
        {t('actions.move')}
      </Button>
      <Button kind="quiet" pending={pending} onClick={() => onResize(15)}>
        {t('actions.longer')}
      </Button>
      {minutes > 15 ? (
        <Button kind="quiet" pending={pending} onClick={() => onResize(-15)}>
          {t('actions.shorter')}
        </Button>
      ) : null}
      {state === 'expected' && marks.includes('no-show') && !isBlock ? (
        <Button kind="danger" pending={pending} onClick={() => attend('no-show')}>
          {t('actions.noShow')}
        </Button>
      ) : null}
      <Cancel {...props} />
    </div>
  )
}

/** What the desk entered is canceled here; a guest who booked online is told why, in the list of the day. */
function Cancel({ appointment: { source, state, date }, pending, cancel }: ActionsProps) {
  const t = useScheduleText()
  if (state !== 'expected') return null
  if (source === 'online')
    return (
      <Link to="." search={{ tab: 'history', date }} className={buttonLook('plain')}>
        {t('actions.cancelInList')}
      </Link>
    )
  const said = t(source === 'block' ? 'actions.unblock' : 'actions.cancel')
  return (
    <Button kind="danger" pending={pending} onClick={() => cancel(said)}>
      {said}
    </Button>
  )
}
