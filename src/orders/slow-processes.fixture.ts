import { setTimeout as pause } from 'node:timers/promises'
import { onDatabase, type TestEngine } from '../../test/engine.ts'
import { connect } from '../postgres/database.ts'
import type { Tx } from '../postgres/sql.ts'

/**
 * Several processes on one database, each pausing between read and write, so that only locks prevent
 * races; `transactions` pauses those too that are no batch of claims. Collects the constraints that refused a write.
 */
export function openSlowProcesses(
  engine: TestEngine,
  count: number,
  also: { readonly transactions?: boolean } = {},
) {
  const refusals: unknown[] = []
  const processes = Array.from({ length: count }, () => {
    const database = connect(engine.databaseUrl, { connections: 4 })
    const slowly = (tx: Tx): Tx => ({
      ...tx,
      run: async (statement) => {
        await pause(50)
        return tx.run(statement)
      },
      commitWith: async (writes) => {
        await Promise.all(writes)
        await tx.commitWith([])
      },
    })
    const transactionAfter: typeof database.transactionAfter = (first, work) =>
      database
        .transactionAfter(first, (tx, read) => work(slowly(tx), read))
        .catch((error) => {
          const refusal = error.constraint ?? error.code
          if (refusal !== undefined) refusals.push(refusal)
          throw error
        })
    const transaction: typeof database.transaction = (work, lane) =>
      database.transaction((tx) => work(also.transactions ? slowly(tx) : tx), lane)
    return onDatabase(engine, { ...database, transactionAfter, transaction })
  })
  const processOf = (at: number) => processes[at % count] ?? engine
  const close = () => Promise.all(processes.map(({ database }) => database.close()))
  return { processOf, refusals, close }
}
