import type { Engine } from '../../engine.ts'
import type { Listener } from '../listener.ts'
import { type LogReader, readBatch } from '../log-reader.ts'
import { retryLoop, sleep } from '../retry-loop.ts'
import { sharedTopics } from '../topics.ts'
import { connectNats, ensureStreams, type Nats } from './connection.ts'
import { publishToNats } from './publish.ts'
import { receive } from './receive.ts'

/** The consumer that takes the log to NATS. */
export const BRIDGE = 'nats'
const REST_MS = 1_000

/**
 * Between our log and NATS, in one process at a time: what we say goes out, what others say comes
 * in. While NATS is away the log waits, and nobody else does.
 */
export function bridge(ask: {
  readonly engine: Engine
  readonly url: string
  readonly listener: Listener
  readonly stopping: AbortSignal
  readonly failed: (error: Error) => void
  readonly recovered: () => void
}): Promise<void> {
  const { engine, url, listener, stopping, failed, recovered } = ask
  const shared = new Set(sharedTopics(engine).keys())
  let careful = false
  const following = (nats: Nats): LogReader => ({
    name: BRIDGE,
    topics: undefined,
    async take(events) {
      const manner = { careful, shared }
      careful = true // until it has gone well
      await publishToNats(nats, events, engine.publicUrl, manner)
      careful = false
      return []
    },
    retry: async () => 0, // nothing of it is ever parked
  })
  return retryLoop({
    stopping,
    failed,
    recovered,
    async run(markHealthy) {
      while (!stopping.aborted && !(await listener.tryLock(BRIDGE))) await sleep(REST_MS, stopping)
      if (stopping.aborted) return
      let nats: Nats | undefined
      try {
        nats = await connectNats(url)
        await ensureStreams(nats, shared)
        markHealthy()
        await carry({ engine, nats, listener, stopping, reader: following(nats) })
      } finally {
        await nats?.close()
        await listener.unlock(BRIDGE) // another process may have a better way there
      }
    },
  })
}

interface Carried {
  readonly engine: Engine
  readonly nats: Nats
  readonly listener: Listener
  readonly stopping: AbortSignal
  readonly reader: LogReader
}

/** Publishes and hasShared, until one of them fails, the connection breaks, or it is told to stop. */
async function carry(ask: Carried): Promise<void> {
  const { engine, nats, stopping } = ask
  const ending = new AbortController()
  const signal = AbortSignal.any([stopping, ending.signal])
  const hasShared = sharedTopics(engine).size > 0
  const both = [
    publishLog({ ...ask, stopping: signal }),
    ...(hasShared ? [receive(engine, nats, signal)] : []),
  ]
  const broken = nats.closed.then(() => {
    throw new Error('the connection broke')
  })
  try {
    await Promise.race([...both, broken])
  } finally {
    ending.abort()
    await nats.close() // whoever waits for an answer is told
    await Promise.allSettled(both)
  }
}

async function publishLog({ engine, listener, stopping, reader }: Carried): Promise<void> {
  while (!stopping.aborted) {
    if (!(await listener.tryLock(BRIDGE))) throw new Error('another process is at it')
    const heard = listener.logVersion()
    if ((await readBatch(engine, reader)) === 0) await listener.waitForLog(heard, REST_MS)
  }
}
