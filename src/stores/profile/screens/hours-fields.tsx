import { weekdayName } from '../../../kernel/format.ts'
import { Button } from '../../../web/kit/button.tsx'
import { Field } from '../../../web/kit/field.tsx'
import { Select } from '../../../web/kit/select.tsx'
import { useLanguage } from '../../../web/language.ts'
import { type HoursDraft, hoursDraft } from './profile-draft.ts'
import { useProfileText } from './text.ts'

interface HoursFieldsProps {
  readonly hours: readonly HoursDraft[]
  readonly onChange: (hours: readonly HoursDraft[]) => void
}

const weekdays = [1, 2, 3, 4, 5, 6, 7]

/** Opening times by weekday, to be changed. */
export function HoursFields({ hours, onChange }: HoursFieldsProps) {
  const t = useProfileText()
  const language = useLanguage()
  const mondays = hours.filter(({ weekday }) => weekday === 1)
  const add = () => onChange([...hours, hoursDraft(((hours.at(-1)?.weekday ?? 0) % 7) + 1)])
  const copy = () =>
    onChange(
      weekdays.flatMap((weekday) =>
        mondays.map(({ opens, closes }) => hoursDraft(weekday, opens, closes)),
      ),
    )
  const day = (weekday: number) => weekdayName(weekday, language, 'long')
  return (
    <fieldset className="grid gap-4">
      <legend className="pb-3 text-xl font-bold">{t('hours')}</legend>
      {hours.length === 0 ? <p className="text-soft">{t('desk.noHours')}</p> : null}
      {hours.map((one, at) => {
        const set = (part: Partial<HoursDraft>) => onChange(hours.with(at, { ...one, ...part }))
        return (
          <div key={one.key} className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4">
            <Select
              label={t('desk.weekday')}
              required
              value={one.weekday}
              onChange={({ target }) => set({ weekday: Number(target.value) })}
            >
              {weekdays.map((weekday) => (
                <option key={weekday} value={weekday}>
                  {day(weekday)}
                </option>
              ))}
            </Select>
            <Field
              label={t('desk.opens')}
              type="time"
              required
              value={one.opens}
              onChange={({ target }) => set({ opens: target.value })}
            />
            <Field
              label={t('desk.closes')}
              type="time"
              required
              value={one.closes}
              onChange={({ target }) => set({ closes: target.value })}
            />
            <Button kind="plain" onClick={() => onChange(hours.toSpliced(at, 1))}>
              {t('desk.removeHours', { weekday: day(one.weekday), time: one.opens })}
            </Button>
          </div>
        )
      })}
      <div className="flex flex-wrap gap-2">
        <Button kind="quiet" onClick={add}>
          {t('desk.addHours')}
        </Button>
        {mondays.length > 0 ? (
          <Button kind="plain" onClick={copy}>
            {t('desk.copyHours')}
          </Button>
        ) : null}
      </div>
    </fieldset>
  )
}
