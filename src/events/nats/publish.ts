import { createInbox, headers, type Msg } from '@nats-io/transport-node'
import { CLOUD_EVENT_TYPE, cloudEvent } from '../cloud-event.ts'
import type { LoggedEvent } from '../queries.ts'
import { ANSWER_MS, LOG_STREAM, type Nats, SHARED_STREAM } from './connection.ts'

/**
 * Publishes events and waits for the acks of all. Throws if an ack is missing: the same events are
 * then published again, and NATS drops duplicates by `Nats-Msg-Id`. Events that came from NATS are
 * skipped.
 *
 * @param careful one by one, for after a failure, when it is unknown what NATS has stored
 * @param shared  topics that are also published under their bare names
 */
export async function publishToNats(
  nats: Nats,
  events: readonly LoggedEvent[],
  source: string,
  { careful, shared }: { readonly careful: boolean; readonly shared: ReadonlySet<string> },
): Promise<void> {
  const ours = events.filter((event) => event.source === null)
  const one = (subject: string, stream: string, event: LoggedEvent) =>
    nats.client.publish(subject, cloudEvent(event, source), { headers: headersOf(event, stream) })
  const [first, ...others] = ours
  if (!first) return
  await one(subjectOf(first), LOG_STREAM, first)
  if (careful) for (const event of others) await one(subjectOf(event), LOG_STREAM, event)
  else await pipeline(nats, ours, source)
  // Others publish to this stream too, so the expected last message is unknown: one by one.
  for (const event of ours)
    if (shared.has(event.topic)) await one(event.topic, SHARED_STREAM, event)
}

/**
 * Pipelines all events but the first, which is stored already, without gaps: each names its
 * predecessor, and NATS refuses it if that is not the last message it has. (One inbox for all acks:
 * the client's request for each message took twice the time.)
 */
async function pipeline(
  { connection }: Nats,
  events: readonly LoggedEvent[],
  source: string,
): Promise<void> {
  let left = events.length - 1
  if (left === 0) return
  const acked = Promise.withResolvers<void>()
  const inbox = createInbox()
  const acks = connection.subscribe(inbox, {
    callback(broken, message) {
      left -= 1
      if (broken || !isAck(message)) acked.reject(new Error('NATS refused an event'))
      else if (left === 0) acked.resolve()
    },
  })
  const late = () => acked.reject(new Error('NATS did not acknowledge an event'))
  const timer = setTimeout(late, ANSWER_MS)
  void acks.closed.then(late)
  try {
    for (const [at, event] of events.entries())
      if (at > 0)
        connection.publish(subjectOf(event), cloudEvent(event, source), {
          headers: headersOf(event, LOG_STREAM, events[at - 1]?.id),
          reply: inbox,
        })
    await acked.promise
  } finally {
    clearTimeout(timer)
    acks.unsubscribe()
  }
}

/** `{"stream":"JARI","seq":7}` is an ack; anything else is not. */
function isAck(message: Msg): boolean {
  try {
    const { stream, error } = message.json<{ stream?: string; error?: object }>()
    return stream !== undefined && error === undefined
  } catch {
    return false // no responders
  }
}

const subjectOf = ({ topic }: LoggedEvent) => `jari.${topic}`

function headersOf({ id }: LoggedEvent, stream: string, before?: string) {
  const written = headers()
  written.append('content-type', CLOUD_EVENT_TYPE)
  written.append('Nats-Msg-Id', id)
  written.append('Nats-Expected-Stream', stream)
  if (before) written.append('Nats-Expected-Last-Msg-Id', before)
  return written
}
