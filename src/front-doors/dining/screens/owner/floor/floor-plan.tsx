import type { CSSProperties } from 'react'
import { wallTimeAt } from '../../../../../kernel/format.ts'
import type { FloorAnswer } from './floor-queries.ts'
import type { TableNow, TableState } from './floor-states.ts'
import { useFloorText } from './text.ts'
import { useSeatsText } from './use-tables-text.ts'

const looks: Record<TableState, string> = {
  free: 'border-edge bg-card text-ink',
  soon: 'border-edge bg-well text-ink border-dashed',
  expected: 'border-accent bg-blush text-ink',
  late: 'border-warn bg-warn-ground text-warn',
  seated: 'border-good bg-good-ground text-good',
  over: 'border-bad bg-bad-ground text-bad',
  blocked: 'border-edge bg-well text-soft',
}

const signs: Record<TableState, string> = {
  free: '○',
  soon: '◔',
  expected: '◑',
  late: '!',
  seated: '●',
  over: '!!',
  blocked: '×',
}

interface FloorPlanProps {
  readonly floor: FloorAnswer
  readonly tables: readonly TableNow[]
  readonly onChoose: (chosen: TableNow) => void
}

/** A plan for each area, for each is drawn from its own corner. */
export function FloorPlan({ floor, tables, onChoose }: FloorPlanProps) {
  const shown = floor.areas.flatMap(({ id, name }) => {
    const inArea = tables.filter(({ table }) => table.areaId === id)
    return inArea.length > 0 ? [{ id, name, tables: inArea }] : []
  })
  return (
    <div className="grid grid-cols-1 gap-4">
      {shown.map((area) => (
        <div key={area.id} className="grid grid-cols-1 gap-2">
          {shown.length > 1 ? <h2 className="text-lg font-bold">{area.name}</h2> : null}
          <AreaPlan {...{ floor, onChoose }} tables={area.tables} />
        </div>
      ))}
    </div>
  )
}

/** A circle as small as its text would cut it. */
const roundLook = ({ width, height }: TableNow['table']): string =>
  Math.min(width, height) < 3 ? 'sm:rounded-3xl sm:px-1 sm:py-3' : 'sm:rounded-full sm:p-3'

/**
 * The tables where they stand, as buttons: grown to fill the width, in the order in which the plan is read. On a narrow
 * screen they are in rows, in the same order.
 */
function AreaPlan({ floor, tables, onChoose }: FloorPlanProps) {
  const all = tables.map(({ table }) => table)
  const read = tables.toSorted(
    ({ table: one }, { table: other }) => one.y - other.y || one.x - other.x,
  )
  const left = Math.min(...all.map(({ x }) => x))
  const top = Math.min(...all.map(({ y }) => y))
  const width = Math.max(...all.map((one) => one.x + one.width)) - left
  const height = Math.max(...all.map((one) => one.y + one.height)) - top
  return (
    <div className="scroll-edges overflow-x-auto rounded-3xl border border-line p-3">
      <ul
        className="grid grid-cols-2 gap-2 sm:grid-cols-(--columns) sm:grid-rows-(--rows) sm:gap-1"
        style={
          {
            '--columns': `repeat(${width}, minmax(1.5rem, 1fr))`,
            '--rows': `repeat(${height}, minmax(2rem, auto))`,
          } as CSSProperties
        }
      >
        {read.map((one) => (
          <li
            key={one.table.id}
            className="grid sm:col-(--column) sm:row-(--row)"
            style={
              {
                '--column': `${one.table.x - left + 1} / span ${one.table.width}`,
                '--row': `${one.table.y - top + 1} / span ${one.table.height}`,
              } as CSSProperties
            }
          >
            <button
              type="button"
              onClick={() => onChoose(one)}
              className={`grid min-h-11 min-w-0 place-content-center gap-0.5 border-2 p-1 text-center leading-tight forced-colors:border-[ButtonBorder] ${
                one.table.shape === 'round' ? `rounded-xl ${roundLook(one.table)}` : 'rounded-xl'
              } ${looks[one.state]}`}
            >
              <TableText {...one} timeZone={floor.timeZone} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

function TableText({ table, state, party, timeZone }: TableNow & { readonly timeZone: string }) {
  const t = useFloorText()
  const seatsOf = useSeatsText()
  const timeOf = (at: string) => wallTimeAt(new Date(at), timeZone)
  return (
    <>
      <span className="font-bold">
        <span aria-hidden="true">{signs[state]} </span>
        {table.name}
      </span>
      <span className="text-xs">
        {state === 'soon' && party
          ? t(party.source === 'block' ? 'soonBlocked' : 'soon', { time: timeOf(party.startsAt) })
          : t(state)}
      </span>
      {state === 'free' || state === 'soon' ? (
        <span className="text-xs text-soft">{seatsOf(table)}</span>
      ) : null}
      {party && state !== 'free' && state !== 'soon' ? (
        <span className="grid text-xs">
          {party.source === 'block' ? null : (
            <span>
              {t('people', { count: party.party })}
              <span className="sr-only"> · </span>
            </span>
          )}
          <span>{t('until', { time: timeOf(party.endsAt) })}</span>
        </span>
      ) : null}
    </>
  )
}
