import { wallDateAt, wallTimeAt } from '../../../kernel/format.ts'
import type { Column, Minute } from './minutes.ts'

/** So that spreadsheets read it as UTF-8. */
const BOM = '\uFEFF'

export function minutesCsv(
  minutes: readonly Minute[],
  columns: readonly Column[],
  heads: readonly string[],
  timeZone: string,
): string {
  const rows = minutes.map((minute) => {
    const at = new Date(minute.at)
    const time = `${wallDateAt(at, timeZone)} ${wallTimeAt(at, timeZone)}`
    return [time, ...columns.map((name) => minute[name])].join(',')
  })
  return `${BOM}${[heads.join(','), ...rows].join('\r\n')}\r\n`
}

export function saveText(text: string, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  link.download = name
  link.click()
  // the browser reads the file after this
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
