import type { JetStreamClient } from '@nats-io/jetstream'
import { headers } from '@nats-io/transport-node'
import { CLOUD_EVENT_TYPE, cloudEvent } from '../cloud-event.ts'
import type { LoggedEvent } from '../queries.ts'
import { sharedTopics } from '../topics.ts'
import { LOG_STREAM, SHARED_STREAM } from './connection.ts'

/**
 * Publishes events and waits until NATS has written all of them. Throws when it does not know that:
 * the same are then published again, and NATS drops what it has by `Nats-Msg-Id`.
 *
 * The acks are not waited for one by one, and yet no gap can arise: each message names the one
 * before it, and NATS refuses it if that is not the last it has. What came from outside is on the
 * bus already.
 */
export async function publish(
  client: JetStreamClient,
  events: readonly LoggedEvent[],
  source: string,
): Promise<void> {
  const ours = events.filter((event) => event.source === null)
  const [first, ...others] = ours
  if (!first) return
  await publishOne(client, first, source)
  const acks = others.map((event, at) => publishOne(client, event, source, ours[at]?.id))
  const failed = (await Promise.allSettled(acks)).find(({ status }) => status === 'rejected')
  if (failed) throw (failed as PromiseRejectedResult).reason
  // Others write to this stream too, so none can name the one before it: one by one.
  for (const event of ours)
    if (sharedTopics.has(event.topic))
      await client.publish(event.topic, cloudEvent(event, source), {
        msgID: event.id,
        expect: { streamName: SHARED_STREAM },
        headers: typed(),
      })
}

const publishOne = (
  client: JetStreamClient,
  event: LoggedEvent,
  source: string,
  lastMsgID?: string,
) =>
  client.publish(`jari.${event.topic}`, cloudEvent(event, source), {
    msgID: event.id,
    expect: { streamName: LOG_STREAM, ...(lastMsgID && { lastMsgID }) },
    headers: typed(),
  })

function typed() {
  const written = headers()
  written.set('content-type', CLOUD_EVENT_TYPE)
  return written
}
