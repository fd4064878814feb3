import { jetstream } from '@nats-io/jetstream'
import { connect as connectNats } from '@nats-io/transport-node'
import type { Engine } from '../src/engine.ts'
import type { Consumer } from '../src/events/consumer.ts'
import { startEvents } from '../src/events/start.ts'
import { findNatsServer, natsServer } from '../test/nats-server.ts'
import type { WriteAnswer, WriteAsk } from './bus-writer.ts'
import { type Child, startChild } from './child.ts'
import { connectEngine } from './engine.ts'
import {
  type Bench,
  percentile,
  perSecond,
  type Rate,
  type Row,
  say,
  setting,
  whole,
} from './measure.ts'

const goals = { rate: 5_000, delayMs: 200 }
/** A little above the goal. */
const pace = { each: 60, everyMs: 10 }
const subjectCount = 500

/** A subscriber at the end of the bus: counts, checks the order of each subject, records times. */
interface Reader {
  take(subjectId: string, body: unknown): void
  /** Resolves when so many have arrived. */
  until(count: number): Promise<void>
  /** Arrival time of each event of the round, by its number; starts the next round. */
  takenAt(): readonly number[]
}

/**
 * The bus, from commit to handling: by a consumer on PostgreSQL alone, and by a subscriber of NATS.
 * Throughput of a backlog, and latency at a steady rate above the goal, published by another
 * process.
 */
export const bus: Bench = {
  name: 'bus',
  async run(ground) {
    const rows: Row[] = []
    for (const way of ['a consumer, on PostgreSQL', 'a subscriber, through NATS'] as const) {
      const throughNats = way.endsWith('NATS')
      if (throughNats && !findNatsServer()) {
        rows.push(row(`events relayed in order to ${way}`, 'no nats-server here', '', undefined))
        continue
      }
      const url = await ground.database()
      const engine = connectEngine(url)
      const writer = startChild('./bus-writer.ts')
      try {
        rows.push(...(await measure({ engine, url, writer, way, throughNats })))
      } finally {
        await writer.stop()
        await engine.database.close()
        await ground.drop(url)
      }
    }
    return rows
  },
}

const row = (measure: string, figure: string, goal: string, met: boolean | undefined): Row => ({
  measure,
  figure,
  comparedWith: '',
  goal,
  met,
})

async function measure(ask: {
  readonly engine: Engine
  readonly url: string
  readonly writer: Child
  readonly way: string
  readonly throughNats: boolean
}): Promise<Row[]> {
  const { engine, url, writer, way } = ask
  const count = setting('BENCH_EVENTS', 60_000)
  const subjects = Array.from({ length: subjectCount }, () => engine.newId())
  const reader = makeReader()
  const write = (wanted: number, manner: Pick<WriteAsk, 'each' | 'everyMs'>) =>
    writer.ask<WriteAnswer>({ url, count: wanted, subjects, ...manner } satisfies WriteAsk)
  const opened = await (ask.throughNats ? openNats : openConsumer)(engine, url, reader)
  try {
    await write(6_000, pace) // warm-up
    await reader.until(6_000)
    await opened.pause()
    await write(count, { each: 1_000, everyMs: 0 })
    reader.takenAt()
    const beganAt = performance.now()
    await opened.goOn()
    await reader.until(count)
    const rate: Rate = { count, seconds: (performance.now() - beganAt) / 1000 }
    reader.takenAt()
    const [{ committedAt }] = await Promise.all([write(count, pace), reader.until(count)])
    const delays = reader
      .takenAt()
      .map((at, seq) => at - (committedAt[Math.floor(seq / pace.each)] ?? Number.NaN))
    const p99 = percentile(Float64Array.from(delays).sort(), 0.99)
    const steadyRate = whole((pace.each * 1000) / pace.everyMs)
    return [
      row(
        `events relayed in order to ${way}`,
        `${whole(perSecond(rate))}/s`,
        `≥ ${whole(goals.rate)}/s`,
        perSecond(rate) >= goals.rate,
      ),
      row(
        `delay, commit to handled by ${way}, at ${steadyRate}/s`,
        `p99 ${whole(p99)} ms`,
        `p99 ≤ ${goals.delayMs} ms`,
        p99 <= goals.delayMs,
      ),
    ]
  } finally {
    await opened.close()
  }
}

interface Opened {
  /** Stops delivery until `goOn`. */
  pause(): Promise<void>
  goOn(): Promise<void>
  close(): Promise<void>
}

async function openConsumer(engine: Engine, url: string, reader: Reader): Promise<Opened> {
  const consumer: Consumer = {
    name: 'bench',
    topics: ['bench.published'],
    handle: async (_engine, { subjectId, body }) => reader.take(subjectId, body),
  }
  return delivering(() => startEvents(engine, url, { consumers: [consumer] }))
}

async function openNats(engine: Engine, url: string, reader: Reader): Promise<Opened> {
  const server = await natsServer()
  const opened = await delivering(() =>
    startEvents(engine, url, {
      natsUrl: server.url,
      failed: (part, error) => say(`${part}: ${error.message}`),
    }),
  )
  const connection = await connectNats({ servers: server.url })
  const messages = await subscribe()
  return {
    ...opened,
    async close() {
      await messages.close()
      await connection.close()
      await opened.close()
      await server.close()
    },
  }

  async function subscribe() {
    for (;;) {
      const consumer = await jetstream(connection)
        .consumers.get('JARI')
        .catch(() => undefined) // not created yet
      if (consumer)
        return consumer.consume({
          callback(message) {
            const { subject, data } = message.json<{ subject: string; data: unknown }>()
            reader.take(subject, data)
          },
        })
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}

async function delivering(start: () => Promise<{ stop(): Promise<void> }>): Promise<Opened> {
  let running = await start()
  return {
    pause: () => running.stop(),
    async goOn() {
      running = await start()
    },
    close: () => running.stop(),
  }
}

function makeReader(): Reader {
  const last = new Map<string, number>()
  let takenAt: number[] = []
  let wanted: { count: number; met(): void } | undefined
  let taken = 0
  return {
    take(subjectId, body) {
      const { seq } = body as { seq: number }
      const before = last.get(subjectId) ?? -1
      // Each round restarts at 0.
      if (seq <= before && seq >= subjectCount) throw new Error(`${seq} came after ${before}`)
      last.set(subjectId, seq)
      takenAt[seq] = Date.now()
      taken += 1
      if (wanted && taken >= wanted.count) wanted.met()
    },
    until: (count) =>
      new Promise<void>((resolve) => {
        const met = () => {
          wanted = undefined
          taken -= count
          resolve()
        }
        wanted = { count, met }
        if (taken >= count) met()
      }),
    takenAt() {
      const round = takenAt
      takenAt = []
      return round
    },
  }
}
