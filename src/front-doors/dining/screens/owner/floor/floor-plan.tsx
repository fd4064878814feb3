import { wallTimeAt } from '../../../../../kernel/format.ts'
import type { FloorAnswer } from './floor-queries.ts'
import type { TableNow, TableState } from './floor-states.ts'
import { useFloorText } from './text.ts'

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
    <div className="grid gap-4">
      {shown.map((area) => (
        <div key={area.id} className="grid gap-2">
          {shown.length > 1 ? <h2 className="text-lg font-bold">{area.name}</h2> : null}
          <AreaPlan {...{ floor, onChoose }} tables={area.tables} />
        </div>
      ))}
    </div>
  )
}

/** The tables where they stand, as buttons: grown to fill the width, in the reading order of the plan. */
function AreaPlan({ floor, tables, onChoose }: FloorPlanProps) {
  const all = tables.map(({ table }) => table)
  const left = Math.min(...all.map(({ x }) => x))
  const top = Math.min(...all.map(({ y }) => y))
  const width = Math.max(...all.map((one) => one.x + one.width)) - left
  const height = Math.max(...all.map((one) => one.y + one.height)) - top
  return (
    <div className="overflow-auto rounded-3xl border border-line bg-ground p-3">
      <ul
        className="grid gap-1"
        style={{
          gridTemplateColumns: `repeat(${width}, minmax(1.25rem, 1fr))`,
          gridTemplateRows: `repeat(${height}, minmax(2rem, auto))`,
        }}
      >
        {tables.map((one) => (
          <li
            key={one.table.id}
            className="grid"
            style={{
              gridColumn: `${one.table.x - left + 1} / span ${one.table.width}`,
              gridRow: `${one.table.y - top + 1} / span ${one.table.height}`,
            }}
          >
            <button
              type="button"
              onClick={() => onChoose(one)}
              className={`grid min-h-11 min-w-0 place-content-center gap-0.5 border-2 p-1 text-center leading-tight forced-colors:border-[ButtonBorder] ${
                one.table.shape === 'round' ? 'rounded-full' : 'rounded-xl'
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
  const timeOf = (at: string) => wallTimeAt(new Date(at), timeZone)
  return (
    <>
      <span className="font-bold">
        <span aria-hidden="true">{signs[state]} </span>
        {table.name}
      </span>
      <span className="text-xs">
        {state === 'soon' && party ? t('soon', { time: timeOf(party.startsAt) }) : t(state)}
      </span>
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
