import type { Engine } from '../engine.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import { consume } from './consume.ts'
import type { Consumer } from './consumer.ts'
import { openListener } from './listener.ts'
import { runExclusively } from './log-reader.ts'
import { BRIDGE, bridge } from './nats/bridge.ts'
import { optionsOf } from './nats/connection.ts'
import { inbound } from './nats/receive.ts'
import { deleteOldReceived, forgetEvents, registerConsumer } from './queries.ts'
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
  const names = namesOf({ consumers, natsUrl })
  if (new Set(names).size < names.length) throw new Error(`two consumers of one name: ${names}`)
  for (const name of names) await registerConsumer(engine.database, name)
  const ending = new AbortController()
  const { signal: stopping } = ending
  const cells = engine.cells.map(({ name }) => name)
  const listener = await openListener(url, engine.bus, cells)
  const reporting = (part: string) => ({ stopping, failed: (error: Error) => failed(part, error) })
  const running = [
    ...engine.cells.map((cell) => relay(engine, { cell, handlers, ...reporting('relay') })),
    ...consumersOf({ consumers, natsUrl }).map((consumer) =>
      runExclusively({
        listener,
        lock: consumer.name,
        work: () => consume(engine, consumer, stopping),
        ...reporting(consumer.name),
      }),
    ),
    ...(natsUrl
      ? [
          bridge({
            engine,
            url: natsUrl,
            listener,
            recovered: () => recovered(BRIDGE),
            ...reporting(BRIDGE),
          }),
        ]
      : []),
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

const namesOf = (settings: ConsumerSettings) => [
  ...consumersOf(settings).map(({ name }) => name),
  ...(settings.natsUrl ? [BRIDGE] : []),
]

/** A job: deletes events older than 30 days that these consumers have handled. */
export async function forgetOldEvents(
  engine: Engine,
  settings: ConsumerSettings,
  most = 10_000,
): Promise<number> {
  const { patient } = engine.database
  const { now } = await readNow(patient)
  const before = later(now, -KEEP_DAYS * 86_400)
  await deleteOldReceived(patient, before)
  return forgetEvents(patient, { before, most, consumers: namesOf(settings) })
}
