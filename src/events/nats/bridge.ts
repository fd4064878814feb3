import type { Engine } from '../../engine.ts'
import { type Follower, step } from '../follow.ts'
import { forever, rest } from '../forever.ts'
import type { Line } from '../line.ts'
import { sharedTopics } from '../topics.ts'
import { connectNats, ensureStreams, type Nats } from './connection.ts'
import { hear } from './hear.ts'
import { publish } from './publish.ts'

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
  readonly line: Line
  readonly stopping: AbortSignal
  readonly failed: (error: Error) => void
  readonly recovered: () => void
}): Promise<void> {
  const { engine, url, line, stopping, failed, recovered } = ask
  const shared = new Set(sharedTopics(engine).keys())
  let careful = false
  const following = (nats: Nats): Follower => ({
    name: BRIDGE,
    topics: undefined,
    async take(events) {
      const manner = { careful, shared }
      careful = true // until it has gone well
      await publish(nats, events, engine.publicUrl, manner)
      careful = false
      return []
    },
    retry: async () => 0, // nothing of it is ever parked
  })
  return forever({
    stopping,
    failed,
    recovered,
    async run(well) {
      while (!stopping.aborted && !(await line.holds(BRIDGE))) await rest(REST_MS, stopping)
      if (stopping.aborted) return
      let nats: Nats | undefined
      try {
        nats = await connectNats(url)
        await ensureStreams(nats, shared)
        well()
        await carry({ engine, nats, line, stopping, follower: following(nats) })
      } finally {
        await nats?.close()
        await line.release(BRIDGE) // another process may have a better way there
      }
    },
  })
}

interface Carried {
  readonly engine: Engine
  readonly nats: Nats
  readonly line: Line
  readonly stopping: AbortSignal
  readonly follower: Follower
}

/** Publishes and hears, until one of them fails, the connection breaks, or it is told to stop. */
async function carry(ask: Carried): Promise<void> {
  const { engine, nats, stopping } = ask
  const ending = new AbortController()
  const signal = AbortSignal.any([stopping, ending.signal])
  const hears = sharedTopics(engine).size > 0
  const both = [
    publishLog({ ...ask, stopping: signal }),
    ...(hears ? [hear(engine, nats, signal)] : []),
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

async function publishLog({ engine, line, stopping, follower }: Carried): Promise<void> {
  while (!stopping.aborted) {
    if (!(await line.holds(BRIDGE))) throw new Error('another process is at it')
    const heard = line.heard()
    if ((await step(engine, follower)) === 0) await line.news(heard, REST_MS)
  }
}
