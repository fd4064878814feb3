import {
  AckPolicy,
  JetStreamApiCodes,
  JetStreamApiError,
  type JetStreamClient,
  type JetStreamManager,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream'
import {
  type ConnectionOptions,
  connect,
  type NatsConnection,
  nanos,
} from '@nats-io/transport-node'
import { KEEP_DAYS } from '../rules.ts'

/** All of the log, as `jari.<topic>`. Only we write there. */
export const LOG_STREAM = 'JARI'
/** The topics that others speak as well, under their bare names. */
export const SHARED_STREAM = 'JARI_TOPICS'
export const DURABLE = 'jari'

export const ANSWER_MS = 5_000
/** A repetition within this time is dropped by NATS itself; later ones are told by their id. */
const DUPLICATE_MS = 120_000
/** How long a message that was handed to us waits for its ack, should we be killed. */
const ACK_MS = 10_000

export interface Nats {
  readonly connection: NatsConnection
  readonly client: JetStreamClient
  readonly manager: JetStreamManager
  /** Fulfilled when the connection is gone, whoever ended it. */
  readonly closed: Promise<unknown>
  close(): Promise<void>
}

/**
 * Connects once, and never again by itself: what waited in its buffers would be sent after a gap,
 * and overtake what was lost in it. Whoever uses it opens a new one.
 *
 * @param url `nats://user:password@host:4222`, or `tls://…`; several with commas between
 */
export async function connectNats(url: string): Promise<Nats> {
  const connection = await connect({ ...optionsOf(url), name: 'jari', reconnect: false })
  const client = jetstream(connection, { timeout: ANSWER_MS })
  const closed = connection.closed()
  return {
    connection,
    client,
    closed,
    manager: await jetstreamManager(connection, { timeout: ANSWER_MS }),
    close: () => connection.close(),
  }
}

/** @throws when it is no address of NATS */
export function optionsOf(url: string): ConnectionOptions {
  const addresses = url.split(',').map((text) => URL.parse(text.trim()))
  const [first] = addresses
  if (!first || addresses.some((address) => !/^(nats|tls):$/.test(address?.protocol ?? '')))
    throw new Error('NATS_URL must look like nats://user:password@host:4222')
  const user = decodeURIComponent(first.username)
  const pass = decodeURIComponent(first.password)
  return {
    servers: addresses.map((address) => address?.host ?? ''),
    timeout: ANSWER_MS,
    ...(user && pass && { user, pass }),
    ...(user && !pass && { token: user }),
    ...(first.protocol === 'tls:' && { tls: {} }),
  }
}

/**
 * Makes the streams and our consumer where they are missing. What an operator changed stays.
 *
 * @param shared the topics that other services publish too; without any there is no stream of them
 */
export async function ensureStreams({ manager }: Nats, shared: ReadonlySet<string>): Promise<void> {
  const kept = {
    max_age: nanos(KEEP_DAYS * 24 * 60 * 60 * 1000),
    duplicate_window: nanos(DUPLICATE_MS),
  }
  await orMake(
    () => manager.streams.info(LOG_STREAM),
    () => manager.streams.add({ ...kept, name: LOG_STREAM, subjects: ['jari.>'] }),
  )
  if (shared.size === 0) return
  const subjects = [...shared]
  const { config } = await orMake(
    () => manager.streams.info(SHARED_STREAM),
    () => manager.streams.add({ ...kept, name: SHARED_STREAM, subjects }),
  )
  const missing = subjects.filter((subject) => !config.subjects.includes(subject))
  if (missing.length > 0)
    await manager.streams.update(SHARED_STREAM, { subjects: [...config.subjects, ...missing] })
  await orMake(
    () => manager.consumers.info(SHARED_STREAM, DURABLE),
    () =>
      manager.consumers.add(SHARED_STREAM, {
        durable_name: DURABLE,
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(ACK_MS),
        max_ack_pending: 1, // the next comes when this one is done: what is sent in order stays so
        max_deliver: -1,
      }),
  )
}

async function orMake<Thing>(
  look: () => Promise<Thing>,
  make: () => Promise<Thing>,
): Promise<Thing> {
  try {
    return await look()
  } catch (error) {
    const missing: number[] = [JetStreamApiCodes.StreamNotFound, JetStreamApiCodes.ConsumerNotFound]
    if (error instanceof JetStreamApiError && missing.includes(error.code)) return make()
    throw error
  }
}
