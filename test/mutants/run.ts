import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startServer } from '../setup.ts'
import { copyProduct, problemOf } from './copy.ts'
import { guards } from './guards.ts'
import { mutants } from './mutants.ts'
import { type Result, readTable, verdictOf, writeTable } from './table.ts'

/**
 * `npm run mutants`: puts each bug into a copy of the product, one at a time, and runs the tests that
 * must catch it. Prints a line for each and keeps the table of docs/mutants.md. `-- <text> …` runs only
 * those whose description or file contains one of these texts; the others keep their rows.
 */
const { positionals: texts } = parseArgs({ allowPositionals: true })
const all = [...guards, ...mutants]
const chosen = all.filter(
  ({ what, file }) =>
    texts.length === 0 || texts.some((text) => what.includes(text) || file.includes(text)),
)

const problems = (await Promise.all(all.map(problemOf))).filter((problem) => problem)
if (problems.length > 0) throw new Error(problems.join('\n'))
process.env.NODE_COMPILE_CACHE ??= resolve('node_modules/.cache/compiled')
const server = await startServer()
const copy = await copyProduct()
const rows = await readTable()
const end = async () => {
  await copy.remove()
  await server.stop()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => end().finally(() => process.exit(130)))
let caught = 0
try {
  for (const mutant of chosen) {
    const begun = performance.now()
    const outcome = await copy.with(mutant, () =>
      copy.run(mutant.suites, { templateUrl: server.templateUrl, bail: true }),
    )
    const result: Result = { mutant, outcome, seconds: (performance.now() - begun) / 1000 }
    if (verdictOf(outcome) === 'caught') caught += 1
    const by = outcome.failed[0] ?? outcome.broken[0] ?? ''
    const seconds = result.seconds.toFixed(0).padStart(4)
    process.stdout.write(`${verdictOf(outcome).padEnd(8)} ${seconds} s  ${mutant.what}  ${by}\n`)
    await writeTable(all, rows, result)
  }
} finally {
  await end()
}
process.stdout.write(`${caught} of ${chosen.length} caught\n`)
process.exitCode = caught === chosen.length ? 0 : 1
