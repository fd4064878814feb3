import { cpus, loadavg, totalmem } from 'node:os'
import type { Row } from './measure.ts'

const heads = ['measure', 'figure', 'compared with', 'ratio', 'goal', 'met']

/** The rows as an aligned Markdown table. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [
    heads,
    ...rows.map(({ measure, figure, comparedWith, ratio, goal, met }) => [
      measure,
      figure,
      comparedWith,
      ratio === undefined ? '' : `${ratio.toFixed(ratio < 10 ? 2 : 1)}×`,
      goal,
      met === undefined ? '–' : met ? 'yes' : 'no',
    ]),
  ]
  const widths = heads.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  const printed = lines.map(
    (line) => `| ${line.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`,
  )
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [printed[0], rule, ...printed.slice(1)].join('\n')
}

/** The machine, described before the run, so that the load is that of others. */
export function machine(): string {
  const all = cpus()
  const load = loadavg()[0] ?? 0
  return [
    `${all.length} × ${all[0]?.model.trim() ?? process.arch}`,
    `${Math.round(totalmem() / 2 ** 30)} GB`,
    `${process.platform} ${process.arch}`,
    `Node ${process.versions.node}`,
    `load ${load.toFixed(1)} before`,
  ].join(', ')
}
