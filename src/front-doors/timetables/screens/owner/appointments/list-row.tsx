import type { ReactNode } from 'react'
import { useBookText } from './text.ts'

interface ListRowProps {
  readonly name: string
  /** Undefined: it is the first, or the last. */
  readonly onUp: (() => void) | undefined
  readonly onDown: (() => void) | undefined
  readonly children: ReactNode
}

/** A row of a list that its owner puts in order. */
export function ListRow({ name, onUp, onDown, children }: ListRowProps) {
  const t = useBookText()
  const move = (label: string, sign: string, onClick: (() => void) | undefined) => (
    <button
      type="button"
      aria-label={label}
      disabled={!onClick}
      onClick={onClick}
      className="grid size-11 place-items-center rounded-xl text-lg hover:bg-well disabled:opacity-30"
    >
      <span aria-hidden="true">{sign}</span>
    </button>
  )
  return (
    <li className="flex items-center gap-2 rounded-2xl border border-line bg-card px-3 py-2">
      <div className="flex shrink-0">
        {move(t('up', { name }), '↑', onUp)}
        {move(t('down', { name }), '↓', onDown)}
      </div>
      <div className="flex min-w-0 grow flex-wrap items-center justify-between gap-x-4 gap-y-1">
        {children}
      </div>
    </li>
  )
}
