import type { Engine } from '../engine.ts'
import { later } from '../kernel/time.ts'
import { inCells } from '../postgres/cells.ts'
import { readNow } from '../postgres/now.ts'
import { consume } from './consume.ts'
import type { Consumer } from './consumer.ts'
import { openListener } from './listener.ts'
import { lockOf, runExclusively } from './log-reader.ts'
import { BRIDGE, bridge } from './nats/bridge.ts'
import { optionsOf } from './nats/connection.ts'
import { inbound } from './nats/receive.ts'
import { deleteOldReceived, forgetConsumers, forgetEvents, registerConsumer } from './queries.ts'
import { type Handler, relay } from './relay.ts'
import { KEEP_DAYS } from './rules.ts'

export interface EventsAsk {
  readonly handlers?: readonly Handler[]
  readonly consumers?: readonly Consumer[]
  /** Without it events stay in PostgreSQL. */
  readonly natsUrl?: string | undefined
  /** Called on the first of several failures in a row. */
  readonly failed?: (part: string, error: Error) => void
  readonly recovered?: (part: string) => void
}

/**
 * Starts delivery: the relay, the consumers and the bridge to NATS. When it returns, no event
 * published from then on is missed by a consumer.
 */
export async function startEvents(
  engine: Engine,
  url: string,
  { handlers = [], consumers = [], natsUrl, failed = ignore, recovered = ignore }: EventsAsk = {},
): Promise<{ stop(): Promise<void> }> {
  if (natsUrl) optionsOf(natsUrl)
  const names = consumerNames({ consumers, natsUrl })
  if (new Set(names).size < names.length) throw new Error(`two consumers of one name: ${names}`)
  for (const { database } of engine.cells)
    for (const name of names) await registerConsumer(database, name)
  const ending = new AbortController()
  const { signal: stopping } = ending
  const cells = engine.cells.map(({ name }) => name)
  const pools = new Set([engine.house, ...engine.cells.map(({ database }) => database)])
  const connections = [...pools].reduce((sum, one) => sum + one.connections, 1) // one that listens
  const listener = await openListener(url, engine.bus, cells, connections)
  const reporting = (part: string) => ({ stopping, failed: (error: Error) => failed(part, error) })
  const running = [
    ...engine.cells.map((cell) => relay(engine, { cell, handlers, ...reporting('relay') })),
    ...engine.cells.flatMap((cell) =>
      consumersOf({ consumers, natsUrl }).map((consumer) =>
        runExclusively({
          listener,
          lock: lockOf(cell, consumer.name),
          work: () => consume(engine, consumer, stopping, cell),
          ...reporting(consumer.name),
        }),
      ),
    ),
    ...engine.cells.flatMap((cell) =>
      natsUrl
        ? bridge({
            engine,
            cell,
            url: natsUrl,
            listener,
            recovered: () => recovered(BRIDGE),
            ...reporting(BRIDGE),
          })
        : [],
    ),
  ]
  return {
    async stop() {
      ending.abort()
      listener.wake()
      await Promise.allSettled(running)
      await listener.close()
    },
  }
}

const ignore = () => undefined

type ConsumerSettings = Pick<EventsAsk, 'consumers' | 'natsUrl'>

const consumersOf = ({ consumers = [], natsUrl }: ConsumerSettings) => [
  ...consumers,
  ...(natsUrl ? [inbound] : []),
]

/** The consumers of an installation with these settings. */
export const consumerNames = (settings: ConsumerSettings): string[] => [
  ...consumersOf(settings).map(({ name }) => name),
  ...(settings.natsUrl ? [BRIDGE] : []),
]

/**
 * A job: deletes events older than 30 days that these consumers have handled, and other consumers that
 * such events were meant for: a bus that was taken away.
 */
export function forgetOldEvents(
  engine: Engine,
  settings: ConsumerSettings,
  most = 10_000,
): Promise<number> {
  const names = consumerNames(settings)
  return inCells(engine, async ({ patient }) => {
    const { now } = await readNow(patient)
    const before = later(now, -KEEP_DAYS * 86_400)
    await deleteOldReceived(patient, before)
    const forgotten = await forgetEvents(patient, { before, most, consumers: names })
    await forgetConsumers(patient, names)
    return forgotten
  })
}
