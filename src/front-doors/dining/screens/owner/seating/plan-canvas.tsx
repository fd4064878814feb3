import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { announce } from '../../../../../web/kit/announce.tsx'
import { COLUMNS, movedTo, ROWS } from './plan-draft.ts'
import type { Table } from './seating-queries.ts'
import { useSeatingText } from './text.ts'
import type { PlanEditor } from './use-plan-editor.ts'
import { useTableText } from './use-table-text.ts'

interface PlanCanvasProps {
  readonly editor: PlanEditor
  readonly areaId: string
}

/** One area from above: tables are dragged, or moved by the arrow keys. */
export function PlanCanvas({ editor, areaId }: PlanCanvasProps) {
  const t = useSeatingText()
  const { draft } = editor
  const board = useRef<HTMLDivElement>(null)
  const tables = draft.tables.filter((table) => table.areaId === areaId)
  const columns = Math.max(COLUMNS, ...tables.map(({ x, width }) => x + width + 1))
  const rows = Math.max(ROWS, ...tables.map(({ y, height }) => y + height + 2))
  const cell = () => (board.current?.clientWidth ?? 0) / columns
  return (
    <div className="grid gap-2">
      <p id="plan-keys" className="text-sm text-soft">
        {t('plan.keys')}
      </p>
      <div className="scroll-edges relative overflow-x-auto rounded-2xl border border-line">
        <div
          ref={board}
          className="relative min-w-[36rem]"
          style={{ aspectRatio: `${columns} / ${rows}` }}
        >
          <Joins {...{ tables, columns, rows }} joins={draft.joins} />
          {tables.map((table) => (
            <TableButton key={table.id} {...{ editor, table, columns, rows, cell }} />
          ))}
        </div>
      </div>
    </div>
  )
}

interface Grid {
  readonly columns: number
  readonly rows: number
}

interface JoinsProps extends Grid {
  readonly tables: readonly Table[]
  readonly joins: readonly (readonly string[])[]
}

/** Lines between tables that may be pushed together. */
function Joins({ tables, joins, columns, rows }: JoinsProps) {
  const middle = new Map(
    tables.map(({ id, x, y, width, height }) => [id, { x: x + width / 2, y: y + height / 2 }]),
  )
  return (
    <svg
      viewBox={`0 0 ${columns} ${rows}`}
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 size-full stroke-accent"
    >
      {joins.map(([one = '', other = '']) => {
        const [from, to] = [middle.get(one), middle.get(other)]
        if (!from || !to) return null
        return (
          <line
            key={`${one} ${other}`}
            {...{ x1: from.x, y1: from.y, x2: to.x, y2: to.y }}
            strokeWidth="0.25"
            strokeDasharray="0.5 0.4"
          />
        )
      })}
    </svg>
  )
}

interface TableButtonProps extends Grid {
  readonly editor: PlanEditor
  readonly table: Table
  /** The width of a cell in pixels. */
  readonly cell: () => number
}

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

function TableButton({ editor, table, columns, rows, cell }: TableButtonProps) {
  const t = useSeatingText()
  const textOf = useTableText()
  const { draft, change, selected, select, faults } = editor
  const { id, name, seatsLeast, seatsMost, width, height, shape, walkInOnly } = table
  const { offset, ...dragging } = useDrag(cell, ({ x, y }) =>
    change(movedTo(draft, table, table.x + x, table.y + y)),
  )
  const onKeyDown = (event: KeyboardEvent) => {
    const [x, y] = arrows[event.key] ?? []
    if (x === undefined || y === undefined) return
    event.preventDefault()
    const next = movedTo(draft, table, table.x + x, table.y + y)
    change(next, `${id} keys`)
    const at = next.tables.find((one) => one.id === id)
    announce(t('table.at', { table: textOf(name), x: (at?.x ?? 0) + 1, y: (at?.y ?? 0) + 1 }))
  }
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`
  return (
    <button
      type="button"
      {...dragging}
      onKeyDown={onKeyDown}
      onClick={() => select(id)}
      aria-pressed={selected === id}
      aria-describedby="plan-keys"
      className={`absolute grid touch-none place-content-center border-2 text-center leading-tight ${
        shape === 'round' ? 'rounded-full' : 'rounded-xl'
      } ${lookOf(selected === id, faults.has(id))} ${walkInOnly ? 'border-dashed' : ''}`}
      style={{
        left: percent(Math.max(0, table.x + offset.x), columns),
        top: percent(Math.max(0, table.y + offset.y), rows),
        width: percent(width, columns),
        height: percent(height, rows),
      }}
    >
      <span className="sr-only">
        {t('table.named', { table: textOf(name), least: seatsLeast, most: seatsMost })}
      </span>
      <span aria-hidden="true" className="truncate font-bold">
        {name}
      </span>
      <span aria-hidden="true" className="text-xs whitespace-nowrap">
        {seatsLeast === seatsMost ? seatsMost : `${seatsLeast}–${seatsMost}`}
      </span>
    </button>
  )
}

function lookOf(isSelected: boolean, isWrong: boolean): string {
  if (isWrong) return 'border-bad bg-bad-ground text-bad'
  return isSelected ? 'border-accent bg-blush z-1' : 'border-edge bg-card hover:border-accent'
}

const STILL = { x: 0, y: 0 }

/** Moves by whole cells while the pointer is down; the change is made once, as it is released. */
function useDrag(cell: () => number, onDrop: (by: typeof STILL) => void) {
  const [from, setFrom] = useState<{ readonly x: number; readonly y: number }>()
  const [offset, setOffset] = useState(STILL)
  const end = () => {
    setFrom(undefined)
    setOffset(STILL)
  }
  return {
    offset,
    onPointerDown: (event: PointerEvent<HTMLButtonElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      setFrom({ x: event.clientX, y: event.clientY })
    },
    onPointerMove: (event: PointerEvent) => {
      if (!from) return
      const by = (to: number, start: number) => Math.round((to - start) / cell()) || 0
      setOffset({ x: by(event.clientX, from.x), y: by(event.clientY, from.y) })
    },
    onPointerUp: () => {
      if (offset.x !== 0 || offset.y !== 0) onDrop(offset)
      end()
    },
    onPointerCancel: end,
  }
}
