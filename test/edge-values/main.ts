import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { connectEngine } from '../../bench/engine.ts'
import { audit } from '../../src/audit/audit.ts'
import { startSandbox } from '../../src/gateways/sandbox/server.ts'
import { startEmbedded } from '../../src/postgres/embedded/server.ts'
import { migrate } from '../../src/postgres/migrate.ts'
import { schemaFolders } from '../../src/schema.ts'
import { type Fault, sendEdgeValues } from './send.ts'

/**
 * `npm run edge-values`: sends edge values of every part of every request, as every role, and prints
 * each kind of answer that failed or was not declared. `-- --from 4711 --count 1` repeats one.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261129' },
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '100000' },
  },
})
const [seed, from, count] = [Number(values.seed), Number(values.from), Number(values.count)]
const BATCH = 5_000

const folder = await mkdtemp(join(tmpdir(), 'jari-edge-values-'))
const postgres = await startEmbedded({ dir: join(folder, 'postgres') })
const sandbox = await startSandbox({})
try {
  await migrate(postgres.url, schemaFolders)
  const engine = connectEngine(postgres.url, sandbox.url)
  const kinds = new Map<string, Fault[]>()
  const statuses = new Map<number, number>()
  for (let at = from; at < from + count; at += BATCH) {
    const size = Math.min(BATCH, from + count - at)
    const { faults, byStatus } = await sendEdgeValues(engine, { seed, from: at, count: size })
    for (const fault of faults) {
      const kind = `${fault.what} · ${fault.request.split(' as ')[0]}`
      kinds.set(kind, [...(kinds.get(kind) ?? []), fault])
    }
    for (const [status, sent] of byStatus) statuses.set(status, (statuses.get(status) ?? 0) + sent)
    const wrong = [...kinds.values()].flat().length
    process.stdout.write(`${at + size - from} of ${count} sent, ${wrong} not as declared\n`)
  }
  for (const [kind, found] of [...kinds].sort(([, a], [, b]) => b.length - a.length))
    process.stdout.write(
      `\n${found.length} × ${kind}\n  #${found[0]?.index} ${found[0]?.request}\n`,
    )
  const broken = (await audit(engine.database)).filter(({ violations }) => violations.length > 0)
  const told = [...statuses].sort(([a], [b]) => a - b).map(([status, sent]) => `${status}: ${sent}`)
  process.stdout.write(`\n${told.join(', ')}; ${broken.length} invariants broken\n`)
  process.exitCode = kinds.size > 0 || broken.length > 0 ? 1 : 0
  await engine.database.close()
} finally {
  await sandbox.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
}
