import type { DeliveredEvent } from './consumer.ts'

/** An event as others read it: CloudEvents 1.0, structured, in JSON. */
export const CLOUD_EVENT_TYPE = 'application/cloudevents+json'

/** @param source who says so; with the id it names the event, the same every time it is sent */
export const cloudEvent = (event: DeliveredEvent, source: string): string =>
  JSON.stringify({
    specversion: '1.0',
    id: event.id,
    source,
    type: event.topic,
    subject: event.subjectId,
    time: event.at.toISOString(),
    datacontenttype: 'application/json',
    ...(event.storeId && { storeid: event.storeId }), // an extension: lower case, by the standard
    data: event.body,
  })
