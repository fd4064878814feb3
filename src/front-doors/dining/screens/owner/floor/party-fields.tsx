import { Select } from '../../../../../web/kit/select.tsx'
import type { FloorAnswer } from './floor-queries.ts'
import { useFloorText } from './text.ts'
import { useTablesText } from './use-tables-text.ts'

/** Where a party sits and how long, as typed; empty: as usual. */
interface TypedWhere {
  readonly table: string
  readonly minutes: string
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
  const textOf = useTablesText(floor)
  return (
    <>
      <Select
        required={noTable === undefined}
        label={t('where')}
        value={typed.table}
        onChange={({ target }) => change({ table: target.value })}
      >
        {noTable === undefined ? null : <option value="">{noTable}</option>}
        {floor.tables.map(({ id, seatsLeast: least, seatsMost: most }) => (
          <option key={id} value={id}>
            {textOf([id])} · {t('seats', { least, most })}
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
