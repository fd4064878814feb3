import type { JsMsg } from '@nats-io/jetstream'
import type { Engine } from '../../engine.ts'
import type { Consumer } from '../consumer.ts'
import { publish } from '../outbox.ts'
import * as queries from '../queries.ts'
import { type Message, readMessage } from '../rules.ts'
import { sharedTopics } from '../topics.ts'
import { DURABLE, type Nats, SHARED_STREAM } from './connection.ts'

/** Time limit of one request for the next message. */
const NEXT_MS = 5_000
/** Redelivery delay after we failed to store a message. */
const AGAIN_MS = 1_000
/** How much of an unreadable message is kept. */
const KEPT_CHARACTERS = 2_000

/**
 * Receives messages of shared topics, one by one: each is written to our outbox, then acknowledged,
 * and is an ordinary event from there on. Duplicates and our own messages change nothing. Their subjects
 * may be in any cell: the log of the first has them all.
 */
export async function receive(engine: Engine, nats: Nats, stopping: AbortSignal): Promise<void> {
  const consumer = await nats.client.consumers.get(SHARED_STREAM, DURABLE)
  while (!stopping.aborted) {
    const message = await consumer.next({ expires: NEXT_MS })
    if (!message) continue
    try {
      await receiveOne(engine, message)
    } catch (error) {
      message.nak(AGAIN_MS)
      throw error
    }
    if (!(await message.ackAck())) throw new Error('an ack was not answered')
  }
}

async function receiveOne(engine: Engine, message: JsMsg): Promise<void> {
  const { subject: topic } = message
  const member = sharedTopics(engine).get(topic)
  if (!member) return
  const text = message.string()
  const read = readMessage(text, member)
  if (typeof read !== 'string') return write(engine, topic, read, nameOf(message))
  await parkUnreadable(engine, { topic, text, error: read })
}

/** The identity of a message that is not a CloudEvent: the one that NATS gave it. */
function nameOf({ headers, info }: JsMsg) {
  const id = headers?.get('Nats-Msg-Id') || `${info.streamSequence}@${info.timestampNanos}`
  return { source: 'nats', id: id.slice(0, 300) }
}

/** Writes it to the outbox, unless it is a duplicate or our own. */
async function write(
  engine: Engine,
  topic: string,
  { name, subjectId, body }: Message,
  given: { readonly source: string; readonly id: string },
): Promise<void> {
  const { source, id } = name ?? given
  if (source === engine.publicUrl) return
  await engine.cells[0].database.transaction(async (tx) => {
    const isNew = await queries.recordReceived(tx, source, id)
    if (isNew > 0) await publish(tx, { topic, storeId: null, subjectId, body, source })
  })
}

/**
 * Retries unreadable messages: each is a dead letter of this consumer, and a replay reads it again.
 */
export const inbound: Consumer = {
  name: 'outside',
  topics: [],
  async handle(engine, { id, topic, body }) {
    const { text } = body as { text: string }
    const read = readMessage(text, sharedTopics(engine).get(topic) ?? '')
    if (typeof read === 'string') throw Object.assign(new Error(read), { name: read })
    await write(engine, topic, read, { source: 'nats', id })
  },
}

async function parkUnreadable(
  engine: Engine,
  { topic, text, error }: { topic: string; text: string; error: string },
): Promise<void> {
  await engine.cells[0].database.transaction(async (tx) => {
    const { position } = await queries.takePosition(tx)
    const body = { text: text.toWellFormed().replaceAll('\0', '').slice(0, KEPT_CHARACTERS) }
    const [id, subjectId] = [engine.newId(), engine.newId()] // an unreadable message has no known subject
    const event = { position, id, topic, storeId: null, subjectId, body, at: tx.now, source: null }
    const letterId = engine.newId<'DeadLetter'>()
    const letter = { letterId, event, tries: 1, error, nextTryAt: null }
    await queries.insertParked(tx, inbound.name, [letter])
  })
}
