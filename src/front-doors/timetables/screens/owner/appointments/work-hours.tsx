import {
  beginnings,
  endings,
  isNextDay,
  wallTimeOf,
} from '../../../../../bookings/screens/dates/day-times.ts'
import { dayText, weekdayName } from '../../../../../kernel/format.ts'
import { Button } from '../../../../../web/kit/button.tsx'
import { Field } from '../../../../../web/kit/field.tsx'
import { Select } from '../../../../../web/kit/select.tsx'
import { useLanguage } from '../../../../../web/language.ts'
import type { Hours, OwnPerson } from './book-queries.ts'
import { useBookText } from './text.ts'

const FIRST: Hours = { from: '10:00', until: '19:00' }
const weekdays = [1, 2, 3, 4, 5, 6, 7]

interface WeekProps {
  readonly week: OwnPerson['weekly']
  readonly onChange: (week: OwnPerson['weekly']) => void
}

/** When a person works in every week. */
export function Week({ week, onChange }: WeekProps) {
  const t = useBookText()
  const monday = week.filter(({ weekday }) => weekday === 1)
  return (
    <fieldset className="grid gap-4">
      <legend className="font-semibold">{t('week.title')}</legend>
      <p className="text-sm text-soft">{t('week.lead')}</p>
      {weekdays.map((weekday) => (
        <Weekday key={weekday} {...{ weekday, week, onChange }} />
      ))}
      <Button
        kind="quiet"
        className="justify-self-start"
        disabled={monday.length === 0}
        onClick={() =>
          onChange(weekdays.flatMap((weekday) => monday.map((one) => ({ ...one, weekday }))))
        }
      >
        {t('week.copy')}
      </Button>
    </fieldset>
  )
}

function Weekday({ weekday, week, onChange }: WeekProps & { readonly weekday: number }) {
  const t = useBookText()
  const day = weekdayName(weekday, useLanguage(), 'long')
  const own = week.flatMap((hours, at) => (hours.weekday === weekday ? [{ hours, at }] : []))
  return (
    <section aria-label={day} className="grid gap-2">
      <div className="flex items-center justify-between gap-2 border-b border-line">
        <h3 className="font-semibold">
          {day}{' '}
          {own.length === 0 ? <span className="font-normal text-soft">{t('week.off')}</span> : null}
        </h3>
        <Button
          kind="plain"
          className="px-3"
          aria-label={t('week.addOf', { day })}
          onClick={() => onChange([...week, { weekday, ...FIRST }])}
        >
          {t('week.add')}
        </Button>
      </div>
      {own.map(({ hours, at }, index) => (
        <HoursFields
          key={at}
          hours={hours}
          title={`${day} ${index + 1}`}
          onChange={(next) =>
            onChange(week.map((one, other) => (other === at ? { ...next, weekday } : one)))
          }
          onRemove={() => onChange(week.filter((_, other) => other !== at))}
        />
      ))}
    </section>
  )
}

interface HoursFieldsProps {
  readonly hours: Hours
  /** Names the group for screen readers: `월요일 1`. */
  readonly title: string
  readonly onChange: (hours: Hours) => void
  readonly onRemove?: () => void
}

function HoursFields({ hours, title, onChange, onRemove }: HoursFieldsProps) {
  const t = useBookText()
  const choice = (name: 'from' | 'until') => (
    <Select
      label={t(`week.${name}`)}
      required
      value={hours[name]}
      onChange={({ target }) => onChange({ ...hours, [name]: target.value })}
    >
      {(name === 'from' ? beginnings : endings(hours.from, hours.until)).map((time) => (
        <option key={time} value={time}>
          {isNextDay(time) ? t('week.nextDay', { time: wallTimeOf(time) }) : time}
        </option>
      ))}
    </Select>
  )
  return (
    <fieldset className="grid grid-cols-[1fr_1fr_auto] items-end gap-3">
      <legend className="sr-only">{title}</legend>
      {choice('from')}
      {choice('until')}
      {onRemove ? (
        <Button
          kind="plain"
          className="px-2"
          aria-label={t('week.removeOf', { title })}
          onClick={onRemove}
        >
          {t('week.remove')}
        </Button>
      ) : null}
    </fieldset>
  )
}

interface SpecialProps {
  readonly special: OwnPerson['special']
  readonly onChange: (special: OwnPerson['special']) => void
}

/** Dates on which a person is off, or works at other hours. */
export function SpecialDays({ special, onChange }: SpecialProps) {
  const t = useBookText()
  const language = useLanguage()
  return (
    <fieldset className="grid gap-3">
      <legend className="font-semibold">{t('special.title')}</legend>
      <p className="text-sm text-soft">{t('special.lead')}</p>
      {special.map((day, at) => {
        const replace = (part: Partial<typeof day>) =>
          onChange(special.map((one, other) => (other === at ? { ...one, ...part } : one)))
        const title = dayText(day.date, language)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: days are named by their order
          <div key={at} className="grid gap-3 rounded-2xl border border-line p-3">
            <div className="grid gap-3 sm:grid-cols-2">
              <Field
                type="date"
                label={t('special.date')}
                required
                value={day.date}
                onChange={({ target }) => target.value && replace({ date: target.value })}
              />
              <Select
                label={t('special.kind')}
                required
                value={day.hours.length === 0 ? 'off' : 'works'}
                onChange={({ target }) => replace({ hours: target.value === 'off' ? [] : [FIRST] })}
              >
                <option value="off">{t('special.off')}</option>
                <option value="works">{t('special.works')}</option>
              </Select>
            </div>
            {day.hours.map((hours, index) => (
              <HoursFields
                // biome-ignore lint/suspicious/noArrayIndexKey: hours are named by their order
                key={index}
                {...{ hours, title }}
                onChange={(next) =>
                  replace({ hours: day.hours.map((one, other) => (other === index ? next : one)) })
                }
              />
            ))}
            <Button
              kind="plain"
              className="justify-self-start px-2"
              aria-label={t('special.removeOf', { date: title })}
              onClick={() => onChange(special.filter((_, other) => other !== at))}
            >
              {t('special.remove')}
            </Button>
          </div>
        )
      })}
      <AddDay onAdd={(date) => onChange([...special, { date, hours: [] }])} />
    </fieldset>
  )
}

function AddDay({ onAdd }: { readonly onAdd: (date: string) => void }) {
  const t = useBookText()
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  return (
    <Button kind="quiet" className="justify-self-start" onClick={() => onAdd(tomorrow)}>
      {t('special.add')}
    </Button>
  )
}
