import { Field } from '../../web/kit/field.tsx'
import { useStoresText } from './text.ts'
import { isEmpty, isWhole, type Wall } from './wall.ts'

interface WallFieldsProps {
  readonly legend: string
  readonly hint?: string
  readonly wall: Wall
  readonly onChange: (wall: Wall) => void
  /** It may be left empty. */
  readonly optional?: boolean
  readonly isTried: boolean
  /** What the server says of it. */
  readonly error?: string | undefined
}

/** A date and a time of day. */
export function WallFields(props: WallFieldsProps) {
  const { legend, hint, wall, onChange, optional, isTried, error } = props
  const t = useStoresText()
  const isWrong = isTried && !isWhole(wall) && !(optional && isEmpty(wall))
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-bold">
        {legend}{' '}
        {optional ? (
          <span className="text-sm font-normal text-soft">{t('wall.optional')}</span>
        ) : null}
      </legend>
      {hint ? <p className="text-sm text-soft">{hint}</p> : null}
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={t('wall.date')}
          type="date"
          required
          value={wall.date}
          error={isWrong && !wall.date ? t('wall.dateMissing') : error}
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
