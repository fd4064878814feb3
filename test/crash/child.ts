import { writeSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import type { Gateway } from '../../src/payments/gateway.ts'
import type { Database } from '../../src/postgres/database.ts'
import type { Tx } from '../../src/postgres/sql.ts'
import { type Journey, openEngine, type Site, type Step, walk } from './journey.ts'

/**
 * A server process that walks one buyer's journey and kills itself by SIGKILL at one boundary.
 * Boundaries are counted in the order in which they are reached; past the last one it exits.
 *
 * It prints each boundary before it passes it: the last line is where it died.
 */
const { killAt, isCalls, site, journey } = JSON.parse(process.argv[2] ?? '') as {
  killAt: number
  /** Only calls to the gateway have boundaries. */
  isCalls: boolean
  site: Site
  journey: Journey
}

// SIGKILL leaves no time for it later
flushCompileCache()

let step: Step | undefined
let passed = 0
function boundary(name: string): void {
  passed++
  if (passed < killAt) return
  writeSync(1, `${JSON.stringify({ step, name })}\n`)
  process.kill(process.pid, 'SIGKILL')
}

const between = async <Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> => {
  boundary(`before ${name}`)
  const answer = await work()
  boundary(`after ${name}`)
  return answer
}

const committing =
  <Answer>(work: (tx: Tx) => Promise<Answer>) =>
  async (tx: Tx) => {
    const answer = await work(tx)
    boundary('before commit')
    return answer
  }

const database = (real: Database): Database => (isCalls ? real : bounded(real))

const bounded = (real: Database): Database => ({
  ...real,
  run: (statement) => between('a statement', () => real.run(statement)),
  transaction: (work) => between('a transaction', () => real.transaction(committing(work))),
  transactionAfter: (first, work) =>
    between('a transaction', () =>
      real.transactionAfter(first, (tx, asked) => committing((tx: Tx) => work(tx, asked))(tx)),
    ),
  shared: (lane, key, work) =>
    between('a transaction', () => real.shared(lane, key, committing(work))),
})

const gateway = (real: Gateway): Gateway => ({
  ...real,
  prepare: (ask) => between('prepare', () => real.prepare(ask)),
  approve: (ask) => between('approve', () => real.approve(ask)),
  lookup: (ask) => between('lookup', () => real.lookup(ask)),
  cancel: (ask) => between('cancel', () => real.cancel(ask)),
})

const engine = openEngine(site, { database, gateway })
await walk(engine, journey, {
  begins: (next) => {
    step = next
  },
})
await engine.database.close()
