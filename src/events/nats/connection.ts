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

/** The whole log, as `jari.<topic>`. Only we publish there. */
export const LOG_STREAM = 'JARI'
/** Shared topics, which other services publish too, under their bare names. */
export const SHARED_STREAM = 'JARI_TOPICS'
export const DURABLE = 'jari'

export const ANSWER_MS = 5_000
/** NATS drops duplicates within this time; later ones are recognized by their id. */
const DUPLICATE_MS = 120_000
/** Time to acknowledge a message before NATS redelivers it. */
const ACK_MS = 10_000

export interface Nats {
  readonly connection: NatsConnection
  readonly client: JetStreamClient
  readonly manager: JetStreamManager
  /** Resolves when the connection is closed, by either side. */
  readonly closed: Promise<unknown>
  close(): Promise<void>
}

/**
 * Connects without automatic reconnect: buffered messages would be sent after a gap and overtake
 * the lost ones. The caller opens a new connection instead.
 *
 * @param url `nats://user:password@host:4222`, or `tls://…`; several separated by commas
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

/** @throws on an invalid address */
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
 * Creates the streams and our consumer if they are missing. An operator's changes stay.
 *
 * @param shared topics that other services publish too; without any there is no stream for them
 */
export async function ensureStreams({ manager }: Nats, shared: ReadonlySet<string>): Promise<void> {
  const kept = {
    max_age: nanos(KEEP_DAYS * 24 * 60 * 60 * 1000),
    duplicate_window: nanos(DUPLICATE_MS),
  }
  await findOrCreate(
    () => manager.streams.info(LOG_STREAM),
    () => manager.streams.add({ ...kept, name: LOG_STREAM, subjects: ['jari.>'] }),
  )
  if (shared.size === 0) return
  const subjects = [...shared]
  const { config } = await findOrCreate(
    () => manager.streams.info(SHARED_STREAM),
    () => manager.streams.add({ ...kept, name: SHARED_STREAM, subjects }),
  )
  const missing = subjects.filter((subject) => !config.subjects.includes(subject))
  if (missing.length > 0)
    await manager.streams.update(SHARED_STREAM, { subjects: [...config.subjects, ...missing] })
  await findOrCreate(
    () => manager.consumers.info(SHARED_STREAM, DURABLE),
    () =>
      manager.consumers.add(SHARED_STREAM, {
        durable_name: DURABLE,
        ack_policy: AckPolicy.Explicit,
        ack_wait: nanos(ACK_MS),
        max_ack_pending: 1, // one message at a time, to keep the order
        max_deliver: -1,
      }),
  )
}

async function findOrCreate<Thing>(
  find: () => Promise<Thing>,
  create: () => Promise<Thing>,
): Promise<Thing> {
  try {
    return await find()
  } catch (error) {
    const missing: number[] = [JetStreamApiCodes.StreamNotFound, JetStreamApiCodes.ConsumerNotFound]
    if (error instanceof JetStreamApiError && missing.includes(error.code)) return create()
    throw error
  }
}
