/** The position of the grid's tab stop. */
export interface Cell {
  readonly day: number
  readonly index: number
}

export const ROW_DAYS = 5

/**
 * Moves the tab stop: up and down within a day, left and right over days with times, Home and End
 * within the row of days, PageUp and PageDown by a row.
 *
 * @param counts times of each day
 * @returns `at` itself at an edge; undefined for any other key
 */
export function nextCell(counts: readonly number[], at: Cell, key: string): Cell | undefined {
  const onDay = (day: number | undefined): Cell =>
    day === undefined ? at : { day, index: Math.min(at.index, (counts[day] ?? 1) - 1) }
  const open = counts.flatMap((count, day) => (count > 0 ? [day] : []))
  const row = Math.floor(at.day / ROW_DAYS)
  const inRow = open.filter((day) => Math.floor(day / ROW_DAYS) === row)
  switch (key) {
    case 'ArrowDown':
      return { ...at, index: Math.min(at.index + 1, (counts[at.day] ?? 1) - 1) }
    case 'ArrowUp':
      return { ...at, index: Math.max(at.index - 1, 0) }
    case 'ArrowRight':
      return onDay(open.find((day) => day > at.day))
    case 'ArrowLeft':
      return onDay(open.findLast((day) => day < at.day))
    case 'Home':
      return onDay(inRow.at(0))
    case 'End':
      return onDay(inRow.at(-1))
    case 'PageDown':
      return onDay(open.find((day) => day >= at.day + ROW_DAYS))
    case 'PageUp':
      return onDay(open.findLast((day) => day <= at.day - ROW_DAYS))
    default:
      return undefined
  }
}
