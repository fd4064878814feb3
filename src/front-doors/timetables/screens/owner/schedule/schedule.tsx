import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { DateSteps } from '../../../../../bookings/screens/desk/date-steps.tsx'
import type { EnterKind } from '../../../../../bookings/screens/desk/sheet/guest-fields.tsx'
import { type Done, UndoBar } from '../../../../../bookings/screens/desk/undo-bar.tsx'
import type { DeskPartProps } from '../../../../../web/door.ts'
import { Button, buttonLook } from '../../../../../web/kit/button.tsx'
import { Loaded } from '../../../../../web/kit/loaded.tsx'
import { Notice } from '../../../../../web/kit/notice.tsx'
import { EmptyState } from '../../../../../web/kit/states.tsx'
import { useLive } from '../../../../../web/live.ts'
import { useQuery } from '../../../../../web/query.ts'
import { AppointmentSheet } from './appointment-sheet.tsx'
import { Columns } from './columns.tsx'
import { EnterAppointment } from './enter-appointment.tsx'
import { type ScheduleAnswer, scheduleQuery, useRefreshSchedule } from './schedule-queries.ts'
import { useScheduleText } from './text.ts'

/** The day of a shop: who is with whom, and when. Where none is asked, it goes on with the next one. */
export function Schedule({ store, date }: DeskPartProps) {
  const refresh = useRefreshSchedule(store.id)
  const query = useQuery({ ...scheduleQuery(store.id, date), refetchInterval: 10_000 })
  useLive(store.id, { onPlaces: refresh, onOpen: refresh })
  return (
    <Loaded query={query}>
      {(schedule) => <DayOf key={date ?? ''} shopId={store.id} schedule={schedule} />}
    </Loaded>
  )
}

type Open =
  | { readonly id: string }
  | { readonly kind: EnterKind; readonly personId?: string; readonly time?: string }

/** What was done last: what can be undone, or who was entered, in words. */
type Last = { readonly done: Done } | { readonly entered: string }

interface DayOfProps {
  readonly shopId: string
  readonly schedule: ScheduleAnswer
}

function DayOf({ shopId, schedule }: DayOfProps) {
  const t = useScheduleText()
  const [open, setOpen] = useState<Open>()
  const [last, setLast] = useState<Last>()
  const refresh = useRefreshSchedule(shopId)
  if (schedule.people.length === 0)
    return (
      <EmptyState
        title={t('none')}
        action={
          <Link to="." search={{ tab: 'services' }} className={buttonLook()}>
            {t('noneAction')}
          </Link>
        }
      >
        {t('noneLead')}
      </EmptyState>
    )
  const now = Date.parse(schedule.now)
  const shown = open && 'id' in open && schedule.appointments.find(({ id }) => id === open.id)
  const close = () => setOpen(undefined)
  return (
    <div className="grid gap-4">
      <DateSteps date={schedule.date} today={schedule.today} tab="day" />
      <div className="flex flex-wrap gap-2">
        {(['phone', 'walk-in', 'block'] as const)
          .filter((kind) => kind !== 'walk-in' || schedule.date === schedule.today)
          .map((kind) => (
            <Button
              key={kind}
              kind={kind === 'phone' ? 'primary' : 'quiet'}
              onClick={() => setOpen({ kind })}
            >
              {t(`add.${kind}`)}
            </Button>
          ))}
      </div>
      {schedule.closed ? <Notice tone="warn" title={t('closed')} /> : null}
      {last && 'done' in last ? (
        <UndoBar
          key={last.done.said}
          done={last.done}
          refresh={refresh}
          onGone={() => setLast(undefined)}
        />
      ) : null}
      {last && 'entered' in last ? <Notice tone="good">{last.entered}</Notice> : null}
      <Columns
        {...{ schedule, now }}
        onChoose={(id) => setOpen({ id })}
        onFree={(personId, time) => setOpen({ kind: 'phone', personId, time })}
      />
      {shown ? (
        <AppointmentSheet
          {...{ shopId, schedule, now, appointment: shown }}
          onClose={close}
          onDone={(done) => setLast({ done })}
        />
      ) : null}
      {open && 'kind' in open ? (
        <EnterAppointment
          {...{ shopId, schedule, ...open }}
          onClose={close}
          onEntered={(entered) => setLast({ entered })}
        />
      ) : null}
    </div>
  )
}
