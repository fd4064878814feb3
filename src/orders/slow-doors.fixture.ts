import { setTimeout as pause } from 'node:timers/promises'
import type { TestEngine } from '../../test/engine.ts'
import { connect } from '../postgres/database.ts'
import type { Tx } from '../postgres/sql.ts'

/**
 * Several processes on one database. Between reading and writing each waits, so that nothing but a
 * lock keeps them apart; what the tables had to refuse is written down.
 */
export function openSlowDoors(engine: TestEngine, count: number) {
  const refusals: unknown[] = []
  const doors = Array.from({ length: count }, () => {
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
        .transactionAfter(first, (tx, asked) => work(slowly(tx), asked))
        .catch((error) => {
          refusals.push(error.constraint ?? error.code)
          throw error
        })
    return { ...engine, database: { ...database, transactionAfter } }
  })
  const doorOf = (at: number) => doors[at % count] ?? engine
  const close = () => Promise.all(doors.map(({ database }) => database.close()))
  return { doorOf, refusals, close }
}
