import type { Engine } from '../../engine.ts'
import type { Cell } from '../../postgres/cells.ts'
import type { Listener } from '../listener.ts'
import { type LogReader, lockOf, readBatch } from '../log-reader.ts'
import { retryLoop, sleep } from '../retry-loop.ts'
import { sharedTopics } from '../topics.ts'
import { connectNats, ensureStreams, type Nats } from './connection.ts'
import { publishToNats } from './publish.ts'
import { receive } from './receive.ts'

/** The name of the consumer that publishes the log to NATS. */
export const BRIDGE = 'nats'
const POLL_MS = 1_000

/**
 * The bridge between the log of a cell and NATS, in one process at a time: publishes our events, and at
 * the first cell receives those of others. While NATS is away only the bridge waits.
 */
export function bridge(ask: {
  readonly engine: Engine
  readonly cell: Cell
  readonly url: string
  readonly listener: Listener
  readonly stopping: AbortSignal
  readonly failed: (error: Error) => void
  readonly recovered: () => void
}): Promise<void> {
  const { engine, cell, url, listener, stopping, failed, recovered } = ask
  const lock = lockOf(cell, BRIDGE)
  const shared = new Set(sharedTopics(engine).keys())
  let careful = false
  const readerOf = (nats: Nats): LogReader => ({
    name: BRIDGE,
    topics: undefined,
    async take(events) {
      const options = { careful, shared }
      careful = true // until a publish succeeds
      await publishToNats(nats, events, engine.publicUrl, options)
      careful = false
      return []
    },
    retry: async () => 0, // the bridge parks nothing
  })
  return retryLoop({
    stopping,
    failed,
    recovered,
    async run(markHealthy) {
      while (!stopping.aborted && !(await listener.tryLock(lock))) await sleep(POLL_MS, stopping)
      if (stopping.aborted) return
      let nats: Nats | undefined
      try {
        nats = await connectNats(url)
        await ensureStreams(nats, shared)
        markHealthy()
        await runSession({ engine, cell, nats, listener, stopping, reader: readerOf(nats) })
      } finally {
        await nats?.close()
        await listener.unlock(lock) // another process may reach NATS
      }
    },
  })
}

interface Session {
  readonly engine: Engine
  readonly cell: Cell
  readonly nats: Nats
  readonly listener: Listener
  readonly stopping: AbortSignal
  readonly reader: LogReader
}

/** Publishes and receives until one of them fails, the connection breaks, or it is stopped. */
async function runSession(ask: Session): Promise<void> {
  const { engine, cell, nats, stopping } = ask
  const ending = new AbortController()
  const signal = AbortSignal.any([stopping, ending.signal])
  const receives = cell === engine.cells[0] && sharedTopics(engine).size > 0
  const both = [
    publishLog({ ...ask, stopping: signal }),
    ...(receives ? [receive(engine, nats, signal)] : []),
  ]
  const broken = nats.closed.then(() => {
    throw new Error('the connection broke')
  })
  try {
    await Promise.race([...both, broken])
  } finally {
    ending.abort()
    await nats.close() // rejects pending requests
    await Promise.allSettled(both)
  }
}

async function publishLog({ cell, listener, stopping, reader }: Session): Promise<void> {
  while (!stopping.aborted) {
    if (!(await listener.tryLock(lockOf(cell, BRIDGE))))
      throw new Error('another process holds the lock')
    const version = listener.logVersion()
    if ((await readBatch(cell.database, reader)) === 0) await listener.waitForLog(version, POLL_MS)
  }
}
