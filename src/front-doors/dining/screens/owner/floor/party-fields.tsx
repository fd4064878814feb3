import { Select } from '../../../../../web/kit/select.tsx'
import type { FloorAnswer } from './floor-queries.ts'
import { useFloorText } from './text.ts'

/** Where a party sits and how long, as typed; empty: as usual. */
interface TypedWhere {
  readonly table: string
  readonly minutes: string
}

/** The quarters of a date's services, until they close. */
export function timesOf({ services }: FloorAnswer): string[] {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const pad = (number: number) => String(number).padStart(2, '0')
  return services.flatMap(({ opens, closes }) =>
    Array.from({ length: (minutes(closes) - minutes(opens)) / 15 }, (_, at) => {
      const all = minutes(opens) + at * 15
      return `${pad(Math.floor(all / 60))}:${pad(all % 60)}`
    }),
  )
}

interface WhereProps {
  readonly typed: TypedWhere
  readonly change: (more: Partial<TypedWhere>) => void
  readonly floor: FloorAnswer
  /** What it means to choose no table; left out: one has to be chosen. */
  readonly noTable: string | undefined
  /** What it means to choose no length. */
  readonly noMinutes: string
}

/** Tables, and how long. */
export function Where({ typed, change, floor, noTable, noMinutes }: WhereProps) {
  const t = useFloorText()
  return (
    <>
      <Select
        required={noTable === undefined}
        label={t('where')}
        value={typed.table}
        onChange={({ target }) => change({ table: target.value })}
      >
        {noTable === undefined ? null : <option value="">{noTable}</option>}
        {floor.tables.map(({ id, name }) => (
          <option key={id} value={id}>
            {t('table', { name })}
          </option>
        ))}
      </Select>
      <Select
        label={t('minutes')}
        value={typed.minutes}
        onChange={({ target }) => change({ minutes: target.value })}
      >
        <option value="">{noMinutes}</option>
        {[30, 60, 90, 120, 150, 180, 240].map((count) => (
          <option key={count} value={count}>
            {t('minutesOf', { count })}
          </option>
        ))}
      </Select>
    </>
  )
}
