import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Bill } from '../../../../../bookings/screens/bill/bill.tsx'
import { wallTimeOf } from '../../../../../bookings/screens/dates/day-times.ts'
import { AttendanceActions } from '../../../../../bookings/screens/desk/sheet/attendance-actions.tsx'
import { BookAnyway } from '../../../../../bookings/screens/desk/sheet/book-anyway.tsx'
import { GuestLines } from '../../../../../bookings/screens/desk/sheet/guest-lines.tsx'
import { useDoing } from '../../../../../bookings/screens/desk/sheet/use-doing.ts'
import { WhenFields } from '../../../../../bookings/screens/desk/sheet/when-fields.tsx'
import type { Done } from '../../../../../bookings/screens/desk/undo-bar.tsx'
import { GuestHistory } from '../../../../../bookings/screens/guest-history/guest-history.tsx'
import { wallTimeAt } from '../../../../../kernel/format.ts'
import { Button, buttonLook } from '../../../../../web/kit/button.tsx'
import { Dialog } from '../../../../../web/kit/dialog.tsx'
import { Tag } from '../../../../../web/kit/notice.tsx'
import { Select } from '../../../../../web/kit/select.tsx'
import { stateOf } from './columns.tsx'
import { quartersOf } from './enter-appointment.tsx'
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

/** A change that was asked for last. */
interface Asked {
  readonly body: Arranging
  readonly said: string
}

/** One appointment, and what can be done about it. */
export function AppointmentSheet(props: SheetProps) {
  const { shopId, schedule, appointment, onClose, onDone } = props
  const t = useScheduleText()
  const refresh = useRefreshSchedule(shopId)
  const [isMoving, setMoving] = useState(false)
  const { pending, problem, run } = useDoing({ refresh, onClose, onDone })
  const { id, personId: person, date, time, state, startsAt, endsAt } = appointment
  const minutes = (Date.parse(endsAt) - Date.parse(startsAt)) / 60_000
  const attend = (next: Appointment['state']) =>
    run(
      () => writeAttendance(shopId, id, next),
      t(`done.${next}`),
      () => writeAttendance(shopId, id, state),
    )
  const [asked, setAsked] = useState<Asked>()
  const change = (body: Arranging, said: string) => {
    setAsked({ body, said })
    return run(
      () => arrangeAppointment(shopId, id, body),
      said,
      () => arrangeAppointment(shopId, id, { person, date, time, minutes, mayBeOffHours: true }),
    )
  }
  const cancel = (reason: string) =>
    run(
      () => cancelAppointment(shopId, id, reason),
      t(appointment.source === 'block' ? 'done.unblocked' : 'done.canceled'),
    )
  const name = appointment.booker?.name || t(`source.${appointment.source}`)
  return (
    <Dialog title={`${wallTimeOf(time)} ${name}`} onClose={onClose}>
      <Facts {...props} />
      {appointment.source === 'block' || appointment.isHeld ? null : (
        <GuestHistory storeId={shopId} bookingId={id} />
      )}
      {state === 'arrived' || state === 'finished' ? (
        <Bill storeId={shopId} bookingId={id} />
      ) : null}
      <BookAnyway
        {...{ problem, pending }}
        onMeant={asked && (() => change({ ...asked.body, mayBeOffHours: true }, asked.said))}
      />
      {isMoving ? (
        <Move
          {...{ schedule, appointment, pending }}
          onEdit={() => setAsked(undefined)}
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
  const { personId, what, source, time, endsAt } = appointment
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
      <GuestLines booking={appointment} />
    </div>
  )
}

interface MoveProps extends Pick<SheetProps, 'schedule' | 'appointment'> {
  readonly pending: boolean
  readonly onEdit: () => void
  readonly onMove: (to: Arranging) => void
}

/** To whom and when an appointment is moved. */
function Move({ schedule, appointment, pending, onEdit, onMove }: MoveProps) {
  const t = useScheduleText()
  const { personId, date, time } = appointment
  const [to, setTyped] = useState({ person: personId, date, time })
  const setTo = (next: typeof to) => {
    onEdit()
    setTyped(next)
  }
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
      <WhenFields
        {...{ typed: to, today: schedule.today, times: quartersOf(schedule) }}
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
  return (
    <AttendanceActions
      booking={appointment}
      here="arrived"
      labels={{ here: t('actions.arrive'), finish: t('actions.finish') }}
      pending={pending}
      onState={attend}
    >
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
      <Cancel {...props} />
    </AttendanceActions>
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
