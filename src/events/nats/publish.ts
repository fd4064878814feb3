import type { JetStreamClient } from '@nats-io/jetstream'
import { headers } from '@nats-io/transport-node'
import { CLOUD_EVENT_TYPE, cloudEvent } from '../cloud-event.ts'
import type { LoggedEvent } from '../queries.ts'
import { sharedTopics } from '../topics.ts'
import { LOG_STREAM, SHARED_STREAM } from './connection.ts'

/**
 * Publishes events and waits until NATS has written all of them. Throws when it does not know that:
 * the same are then published again, and NATS drops what it has by `Nats-Msg-Id`. What came from
 * outside is on the bus already.
 *
 * @param careful for after a failure, when nobody knows what NATS has: each waits for the one before
 */
export async function publish(
  client: JetStreamClient,
  events: readonly LoggedEvent[],
  source: string,
  { careful }: { readonly careful: boolean },
): Promise<void> {
  const ours = events.filter((event) => event.source === null)
  const send = publisher(client, source)
  if (careful) for (const event of ours) await send.toLog(event)
  else await pipeline(ours, send.toLog)
  // Others write to this stream as well, so none can name the one before it: one by one.
  for (const event of ours) if (sharedTopics.has(event.topic)) await send.toTopic(event)
}

/**
 * Sends without waiting for each ack, and yet no gap can arise: each names the one before it, and
 * NATS refuses it if that is not the last it has.
 */
async function pipeline(
  events: readonly LoggedEvent[],
  send: (event: LoggedEvent, before?: LoggedEvent) => Promise<unknown>,
): Promise<void> {
  const [first, ...others] = events
  if (!first) return
  await send(first)
  const acks = await Promise.allSettled(others.map((event, at) => send(event, events[at])))
  const failed = acks.find((ack) => ack.status === 'rejected')
  if (failed) throw failed.reason
}

function publisher(client: JetStreamClient, source: string) {
  const publishTo = (
    streamName: string,
    subject: string,
    event: LoggedEvent,
    lastMsgID?: string,
  ) => {
    const written = headers()
    written.set('content-type', CLOUD_EVENT_TYPE)
    return client.publish(subject, cloudEvent(event, source), {
      msgID: event.id,
      expect: { streamName, ...(lastMsgID && { lastMsgID }) },
      headers: written,
    })
  }
  return {
    toLog: (event: LoggedEvent, before?: LoggedEvent) =>
      publishTo(LOG_STREAM, `jari.${event.topic}`, event, before?.id),
    toTopic: (event: LoggedEvent) => publishTo(SHARED_STREAM, event.topic, event),
  }
}
