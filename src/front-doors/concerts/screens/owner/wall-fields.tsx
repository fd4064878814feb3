import { wallDateAt, wallTimeAt } from '../../../../kernel/format.ts'
import { Field } from '../../../../web/kit/field.tsx'
import { useOrganiserText } from './text.ts'

/** A moment by the clock of the hall; empty where nothing is chosen. */
export interface Wall {
  readonly date: string
  readonly time: string
}

export const noWall: Wall = { date: '', time: '' }

export const wallAt = (instant: string | null, timeZone: string): Wall =>
  instant === null
    ? noWall
    : {
        date: wallDateAt(new Date(instant), timeZone),
        time: wallTimeAt(new Date(instant), timeZone),
      }

export const isWhole = ({ date, time }: Wall): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(date) && /^\d{2}:\d{2}/.test(time)
export const isEmpty = ({ date, time }: Wall): boolean => date === '' && time === ''

/** As the server takes it; undefined unless it is whole. */
export const sentWall = (wall: Wall) =>
  isWhole(wall) ? { date: wall.date, time: wall.time.slice(0, 5) } : undefined

interface WallFieldsProps {
  readonly legend: string
  readonly hint?: string
  readonly wall: Wall
  readonly onChange: (wall: Wall) => void
  /** It may be left empty. */
  readonly optional?: boolean
  readonly isTried: boolean
}

/** A date and a time of day. */
export function WallFields(props: WallFieldsProps) {
  const { legend, hint, wall, onChange, optional, isTried } = props
  const t = useOrganiserText()
  const isWrong = isTried && !isWhole(wall) && !(optional && isEmpty(wall))
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-bold">
        {legend}{' '}
        {optional ? <span className="text-sm font-normal text-soft">{t('optional')}</span> : null}
      </legend>
      {hint ? <p className="text-sm text-soft">{hint}</p> : null}
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={t('wall.date')}
          type="date"
          required
          value={wall.date}
          error={isWrong && !wall.date ? t('wall.dateMissing') : undefined}
          onChange={({ target }) => onChange({ ...wall, date: target.value })}
        />
        <Field
          label={t('wall.time')}
          type="time"
          required
          value={wall.time}
          error={isWrong && !wall.time ? t('wall.timeMissing') : undefined}
          onChange={({ target }) => onChange({ ...wall, time: target.value })}
        />
      </div>
    </fieldset>
  )
}
