import type { DataWords } from '../../bookings/data-words.ts'
import { zoneText } from '../../kernel/format.ts'
import type { Language } from '../../kernel/language.ts'
import { escaped } from '../escaped.ts'
import { pageStyle, says } from './page-style.ts'
import { type Group, isNothing, Reader, type Reading } from './reading.ts'
import { Vocabulary } from './vocabulary.ts'

export interface PageAsk {
  readonly language: Language
  /** In which instants are read. */
  readonly timeZone: string
  readonly madeAt: Date
  readonly words: readonly DataWords[]
}

/**
 * The download as one page to read or print: the same parts, headings and tables in place of JSON, every text
 * escaped, with no script and nothing loaded. Ids and what only machines read are left out, and so is what is empty:
 * the parts of which nothing is kept are named once, at the end.
 */
export function pageOf(parts: Readonly<Record<string, unknown>>, ask: PageAsk): string {
  const { language, timeZone, madeAt } = ask
  const words = new Vocabulary(language, ask.words)
  const reader = new Reader(language, timeZone, words)
  const { title, lead, made, without } = says[language]
  const names = [...words.order.filter((name) => name in parts), ...Object.keys(parts)]
  const read = [...new Set(names)]
    .filter((name) => name !== 'exportedFor')
    .map((name) => ({ heading: escaped(words.part(name)), is: reader.part(name, parts[name]) }))
  const sections = read.flatMap(({ heading, is }) =>
    is && !isNothing(is) ? `<section><h2>${heading}</h2>${block(is, 3)}</section>` : [],
  )
  const empty = read.filter(({ is }) => isNothing(is)).map(({ heading }) => `<li>${heading}</li>`)
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${title}</title><style>${pageStyle}</style></head><body><main>`,
    `<h1>${title}</h1><p>${lead}</p>`,
    `<p class="soft">${made} ${reader.instant(madeAt)} · ${escaped(zoneText(timeZone, language))}</p>`,
    ...sections,
    ...(empty.length > 0
      ? [`<section><h2>${without}</h2><ul class="without">${empty.join('')}</ul></section>`]
      : []),
    '</main></body></html>',
  ].join('\n')
}

const COLUMNS_MOST = 6

/** A part, or a member with members of its own. */
function block(reading: Reading, level: number): string {
  if (reading.is === 'text') return `<p>${escaped(reading.text)}</p>`
  if (reading.is === 'group') return list(reading, level)
  return (
    table(reading.rows) ??
    reading.rows.map((row) => `<article>${block(row, level)}</article>`).join('\n')
  )
}

/**
 * Undefined: the rows have too many members, or some with members of their own. On a phone each row stands as
 * labels and values (page-style.ts), so that cells carry their label.
 */
function table(rows: readonly Reading[]): string | undefined {
  const groups = rows.filter((row): row is Group => row.is === 'group')
  const members = groups.flatMap((row) => row.members)
  const columns = new Map(members.map(({ name, label }) => [name, escaped(label)]))
  const isFlat = groups.length === rows.length && members.every(({ value }) => value.is === 'text')
  if (!isFlat || columns.size > COLUMNS_MOST) return undefined
  const head = [...columns.values()].map(
    (label) => `<th scope="col" role="columnheader">${label}</th>`,
  )
  const body = groups.map((row) => {
    const cells = [...columns].map(([name, label]) => {
      const value = row.members.find((member) => member.name === name)?.value
      return value?.is === 'text'
        ? `<td role="cell" data-label="${label}">${escaped(value.text)}</td>`
        : '<td role="cell" class="blank">—</td>'
    })
    return `<tr role="row">${cells.join('')}</tr>`
  })
  return [
    '<table role="table"><thead role="rowgroup"><tr role="row">',
    `${head.join('')}</tr></thead><tbody role="rowgroup">${body.join('\n')}</tbody></table>`,
  ].join('')
}

function list({ members }: Group, level: number): string {
  const heading = `h${Math.min(level, 6)}`
  const lines = members.flatMap(({ label, value }) =>
    value.is === 'text' ? `<dt>${escaped(label)}</dt><dd>${escaped(value.text)}</dd>` : [],
  )
  const blocks = members.flatMap(({ label, value }) =>
    value.is === 'text'
      ? []
      : `<${heading}>${escaped(label)}</${heading}>${block(value, level + 1)}`,
  )
  return [lines.length > 0 ? `<dl>${lines.join('\n')}</dl>` : '', ...blocks].join('\n')
}
