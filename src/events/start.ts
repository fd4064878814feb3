import type { Engine } from '../engine.ts'
import { later } from '../kernel/time.ts'
import { readNow } from '../postgres/now.ts'
import { consume } from './consume.ts'
import type { Consumer } from './consumer.ts'
import { onDuty } from './follow.ts'
import { openLine } from './line.ts'
import { BRIDGE, bridge } from './nats/bridge.ts'
import { optionsOf } from './nats/connection.ts'
import { outside } from './nats/hear.ts'
import { forgetEvents, forgetHeard, registerConsumer } from './queries.ts'
import { type Handler, relay } from './relay.ts'
import { KEEP_DAYS } from './rules.ts'

export interface EventsAsk {
  readonly handlers?: readonly Handler[]
  readonly consumers?: readonly Consumer[]
  /** Without it all runs on PostgreSQL alone. */
  readonly natsUrl?: string | undefined
  /** Told of the first of several failures in a row. */
  readonly failed?: (part: string, error: Error) => void
  readonly recovered?: (part: string) => void
}

/**
 * Delivers what is told: relays the outbox, hands on to those who watch, to consumers, and to NATS.
 * When it returns, no event that is told from then on is missed by a consumer.
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
  const line = await openLine(url, engine.bus, cells)
  const told = (part: string) => ({ stopping, failed: (error: Error) => failed(part, error) })
  const running = [
    ...engine.cells.map((cell) => relay(engine, { cell, handlers, ...told('relay') })),
    ...all({ consumers, natsUrl }).map((consumer) =>
      onDuty({
        line,
        duty: consumer.name,
        work: () => consume(engine, consumer, stopping),
        ...told(consumer.name),
      }),
    ),
    ...(natsUrl
      ? [
          bridge({
            engine,
            url: natsUrl,
            line,
            recovered: () => recovered(BRIDGE),
            ...told(BRIDGE),
          }),
        ]
      : []),
  ]
  return {
    async stop() {
      ending.abort()
      line.wake()
      await Promise.allSettled(running)
      await line.close()
    },
  }
}

const ignore = () => undefined

type Known = Pick<EventsAsk, 'consumers' | 'natsUrl'>

const all = ({ consumers = [], natsUrl }: Known) => [...consumers, ...(natsUrl ? [outside] : [])]

const namesOf = (known: Known) => [
  ...all(known).map(({ name }) => name),
  ...(known.natsUrl ? [BRIDGE] : []),
]

/** A job: deletes what is older than 30 days of the log, once these consumers have seen it. */
export async function forgetOldEvents(
  engine: Engine,
  known: Known,
  most = 10_000,
): Promise<number> {
  const { patient } = engine.database
  const { now } = await readNow(patient)
  const before = later(now, -KEEP_DAYS * 86_400)
  await forgetHeard(patient, before)
  return forgetEvents(patient, { before, most, consumers: namesOf(known) })
}
