import type { DeliveredEvent } from './consumer.ts'

/** An event as CloudEvents 1.0 in structured JSON. */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json'

/** A reverse domain name, as the standard asks, so that types of two products never meet. */
const TYPE_PREFIX = 'kr.jari.'

/** @param source identifies the event together with its id; the same each time it is sent */
export const cloudEvent = (event: DeliveredEvent, source: string): string =>
  JSON.stringify({
    specversion: '1.0',
    id: event.id,
    source,
    type: `${TYPE_PREFIX}${event.topic}`,
    subject: event.subjectId,
    time: event.at.toISOString(),
    datacontenttype: 'application/json',
    ...(event.storeId && { storeid: event.storeId }), // an extension attribute: lower case, by the standard
    data: event.body,
  })
