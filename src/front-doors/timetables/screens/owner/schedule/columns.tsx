import { timeAt, wallTimeOf } from '../../../../../bookings/screens/dates/day-times.ts'
import { freeOf, isLate, nowOn, type Span, STEP, shownOf, spanOf, within } from './day-grid.ts'
import type { Appointment, ScheduleAnswer, SchedulePerson } from './schedule-queries.ts'
import { useScheduleText } from './text.ts'

/** How high a minute is: half an hour is a finger's width. */
const REM_PER_MINUTE = 3 / 30

interface ColumnsProps {
  readonly schedule: ScheduleAnswer
  readonly now: number
  readonly onChoose: (id: string) => void
  readonly onFree: (personId: string, time: string) => void
}

/** The day: a column for each person, time from top to bottom. */
export function Columns({ schedule, now, onChoose, onFree }: ColumnsProps) {
  const t = useScheduleText()
  const shown = shownOf(schedule)
  const line = nowOn(schedule, shown)
  const hours = Array.from(
    { length: (shown.until - shown.from) / 60 },
    (_, at) => shown.from + at * 60,
  )
  return (
    <section
      aria-label={t('grid')}
      className="relative overflow-x-auto rounded-2xl border border-line bg-card"
    >
      <div
        className="grid min-w-fit"
        style={{
          gridTemplateColumns: `3.25rem repeat(${schedule.people.length}, minmax(8.5rem, 1fr))`,
        }}
      >
        <div className="sticky left-0 z-10 border-r border-line bg-card" aria-hidden="true">
          <div className="h-12 border-b border-line" />
          {hours.map((minutes) => (
            <div
              key={minutes}
              className="whitespace-nowrap px-1.5 pt-0.5 text-right text-xs text-soft"
              style={{ height: `${60 * REM_PER_MINUTE}rem` }}
            >
              {wallTimeOf(timeAt(minutes))}
            </div>
          ))}
        </div>
        {schedule.people.map((person) => (
          <Column key={person.id} {...{ person, schedule, shown, now, onChoose, onFree }} />
        ))}
      </div>
      {line === undefined ? null : (
        <div
          className="pointer-events-none absolute inset-x-0 z-10 border-t-2 border-bad"
          style={{ top: `${3 + (line - shown.from) * REM_PER_MINUTE}rem` }}
        >
          <span className="sticky left-0 inline-block rounded-b-md bg-bad px-1 text-xs font-semibold text-card">
            {t('now', { time: wallTimeOf(timeAt(line)) })}
          </span>
        </div>
      )}
    </section>
  )
}

interface ColumnProps extends ColumnsProps {
  readonly person: SchedulePerson
  readonly shown: Span
}

const placed = ({ from, until }: Span, shown: Span) => ({
  top: `${(from - shown.from) * REM_PER_MINUTE}rem`,
  height: `${(until - from) * REM_PER_MINUTE}rem`,
})

function Column({ person, schedule, shown, now, onChoose, onFree }: ColumnProps) {
  const t = useScheduleText()
  const own = schedule.appointments.filter(({ personId }) => personId === person.id)
  return (
    <section aria-label={person.name} className="border-r border-line last:border-r-0">
      <h3 className="grid h-12 place-content-center border-b border-line text-center leading-tight font-bold">
        {person.name}
        {person.hours.length === 0 ? (
          <span className="text-xs font-normal text-soft">{t('off')}</span>
        ) : null}
      </h3>
      <div
        className="relative bg-well"
        style={{ height: `${(shown.until - shown.from) * REM_PER_MINUTE}rem` }}
      >
        {freeOf(person, schedule).map((from) => (
          <button
            key={from}
            type="button"
            aria-label={t('free', { name: person.name, time: wallTimeOf(timeAt(from)) })}
            onClick={() => onFree(person.id, timeAt(from))}
            style={placed({ from, until: from + STEP }, shown)}
            className="absolute inset-x-0 border-b border-line bg-card hover:bg-blush"
          />
        ))}
        {own.map((appointment) => (
          <Block
            key={appointment.id}
            {...{ appointment, now }}
            style={placed(within(spanOf(appointment, schedule.date), shown), shown)}
            onChoose={() => onChoose(appointment.id)}
          />
        ))}
      </div>
    </section>
  )
}

const looks = {
  held: 'border-dashed border-edge bg-card',
  expected: 'border-accent bg-blush',
  arrived: 'border-good bg-good-ground text-good',
  finished: 'border-edge bg-well text-soft',
  'no-show': 'border-bad bg-bad-ground text-bad',
  late: 'border-warn bg-warn-ground text-warn',
  blocked: 'border-edge bg-well text-soft',
} as const

/** What the desk calls an appointment now. */
export const stateOf = (one: Appointment, now: number): keyof typeof looks => {
  if (one.source === 'block') return 'blocked'
  if (one.isHeld) return 'held'
  return isLate(one, now) ? 'late' : one.state
}

interface BlockProps {
  readonly appointment: Appointment
  readonly now: number
  readonly style: { readonly top: string; readonly height: string }
  readonly onChoose: () => void
}

function Block({ appointment, now, style, onChoose }: BlockProps) {
  const t = useScheduleText()
  const { time, what, source, booker, note } = appointment
  const state = stateOf(appointment, now)
  const isBlock = source === 'block'
  return (
    <button
      type="button"
      onClick={onChoose}
      style={style}
      className={`absolute inset-x-0.5 grid content-start overflow-hidden rounded-lg border-l-4 px-2 py-0.5 text-left text-sm leading-tight shadow-sm hover:z-10 focus-visible:z-10 ${looks[state]}`}
    >
      <span className="font-bold">
        {wallTimeOf(time)} {isBlock ? note || t('blocked') : booker?.name || t('guest')}
      </span>
      {isBlock ? null : (
        <span>
          {what || t('plain')} · {t(state)}
        </span>
      )}
    </button>
  )
}
