import type { JsMsg } from '@nats-io/jetstream'
import type { Engine } from '../../engine.ts'
import type { Consumer } from '../consumer.ts'
import { tell } from '../outbox.ts'
import * as queries from '../queries.ts'
import { type Message, readMessage } from '../rules.ts'
import { sharedTopics } from '../topics.ts'
import { DURABLE, type Nats, SHARED_STREAM } from './connection.ts'

/** How long one request for the next message stands. */
const NEXT_MS = 5_000
/** When we could not write it down, it is handed to us again after this time. */
const AGAIN_MS = 1_000
/** Of a message that cannot be read, this much is kept to look at. */
const KEPT_CHARACTERS = 2_000

/**
 * Takes in what others say on the shared topics, one message after the other: each is written into
 * our own outbox, then acknowledged, and from there on it is an event like any other. The same
 * message again, and what we have said ourselves, change nothing.
 */
export async function hear(engine: Engine, nats: Nats, stopping: AbortSignal): Promise<void> {
  const consumer = await nats.client.consumers.get(SHARED_STREAM, DURABLE)
  while (!stopping.aborted) {
    const message = await consumer.next({ expires: NEXT_MS })
    if (!message) continue
    try {
      await takeIn(engine, message)
    } catch (error) {
      message.nak(AGAIN_MS)
      throw error
    }
    if (!(await message.ackAck())) throw new Error('an ack was not answered')
  }
}

async function takeIn(engine: Engine, message: JsMsg): Promise<void> {
  const { subject: topic } = message
  const member = sharedTopics(engine).get(topic)
  if (!member) return
  const text = message.string()
  const read = readMessage(text, member)
  if (typeof read !== 'string') return write(engine, topic, read, nameOf(message))
  await bury(engine, { topic, text, error: read })
}

/** What has no name of its own gets the one that NATS has given it. */
function nameOf({ headers, info }: JsMsg) {
  const id = headers?.get('Nats-Msg-Id') || `${info.streamSequence}@${info.timestampNanos}`
  return { source: 'nats', id: id.slice(0, 300) }
}

/** Writes it into the outbox, unless that was done before or it was we who said it. */
async function write(
  engine: Engine,
  topic: string,
  { name, subjectId, body }: Message,
  given: { readonly source: string; readonly id: string },
): Promise<void> {
  const { source, id } = name ?? given
  if (source === engine.publicUrl) return
  await engine.database.transaction(async (tx) => {
    const isNew = await queries.noteHeard(tx, source, id)
    if (isNew > 0) await tell(tx, { topic, storeId: null, subjectId, body, source })
  })
}

/** A message that cannot be read is a dead letter of this consumer, which reads it again on replay. */
export const outside: Consumer = {
  name: 'outside',
  topics: [],
  async handle(engine, { id, topic, body }) {
    const { text } = body as { text: string }
    const read = readMessage(text, sharedTopics(engine).get(topic) ?? '')
    if (typeof read === 'string') throw Object.assign(new Error(read), { name: read })
    await write(engine, topic, read, { source: 'nats', id })
  },
}

async function bury(
  engine: Engine,
  { topic, text, error }: { topic: string; text: string; error: string },
): Promise<void> {
  await engine.database.transaction(async (tx) => {
    const { position } = await queries.takePosition(tx)
    const body = { text: text.toWellFormed().replaceAll('\0', '').slice(0, KEPT_CHARACTERS) }
    const [id, subjectId] = [engine.newId(), engine.newId()] // it is about nobody we know
    const event = { position, id, topic, storeId: null, subjectId, body, at: tx.now, source: null }
    const letterId = engine.newId<'Letter'>()
    const letter = { letterId, event, tries: 1, error, nextTryAt: null }
    await queries.insertParked(tx, outside.name, [letter])
  })
}
