import { Select } from '../../../../../web/kit/select.tsx'
import type { FloorTable } from './floor-queries.ts'
import type { TableOptions } from './table-choices.ts'
import { useFloorText } from './text.ts'
import { useSeatsText, useTablesText } from './use-tables-text.ts'

/** Where a party sits and how long, as typed; empty: as usual. */
interface TypedWhere {
  readonly table: string
  readonly minutes: string
}

interface WhereProps {
  readonly typed: TypedWhere
  readonly change: (more: Partial<TypedWhere>) => void
  readonly options: TableOptions
  /** Nobody sits there: tables are blocked. */
  readonly isBlock: boolean
  /** What it means to choose no table; left out: one has to be chosen. */
  readonly noTable: string | undefined
  /** What it means to choose no length. */
  readonly noMinutes: string
}

const LENGTHS = [30, 60, 90, 120, 150, 180, 240]

/** Tables, and how long. */
export function Where({ typed, change, options, isBlock, noTable, noMinutes }: WhereProps) {
  const t = useFloorText()
  const minutes = Number(typed.minutes)
  const lengths = minutes && !LENGTHS.includes(minutes) ? [minutes, ...LENGTHS] : LENGTHS
  return (
    <>
      <Select
        required={noTable === undefined}
        label={t('where')}
        value={typed.table}
        onChange={({ target }) => change({ table: target.value })}
      >
        {noTable === undefined ? null : <option value="">{noTable}</option>}
        <Tables label={t(isBlock ? 'choose.free' : 'choose.fitting')} tables={options.fitting} />
        <Tables label={t('crowded')} tables={options.crowded} said={t('isCrowded')} />
        <Tables label={t('choose.taken')} tables={options.taken} said={t('isTaken')} isTaken />
      </Select>
      <Select
        label={t(isBlock ? 'blockMinutes' : 'minutes')}
        value={typed.minutes}
        onChange={({ target }) => change({ minutes: target.value })}
      >
        <option value="">{noMinutes}</option>
        {lengths.map((count) => (
          <option key={count} value={count}>
            {t('minutesOf', { count })}
          </option>
        ))}
      </Select>
    </>
  )
}

interface TablesProps {
  readonly label: string
  readonly tables: readonly FloorTable[]
  /** Of each of them, for the list is closed once one is chosen. */
  readonly said?: string
  readonly isTaken?: boolean
}

function Tables({ label, tables, said, isTaken = false }: TablesProps) {
  const textOf = useTablesText({ tables: [...tables] })
  const seatsOf = useSeatsText()
  if (tables.length === 0) return null
  return (
    <optgroup label={label}>
      {tables.map((table) => (
        <option key={table.id} value={table.id} disabled={isTaken}>
          {[textOf([table.id]), seatsOf(table), said].filter(Boolean).join(' · ')}
        </option>
      ))}
    </optgroup>
  )
}
