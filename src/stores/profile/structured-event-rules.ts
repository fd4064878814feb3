import { minorPerMajor } from '../../kernel/format.ts'
import { withOffset } from '../../kernel/time.ts'
import { placeOf, type StoreFacts } from './structured-rules.ts'

/** Something of a store that takes place once. */
export interface EventFacts {
  readonly startsAt: Date
  /** Where, when the profile of the store has no more of it. */
  readonly venue: string
  readonly isCanceled: boolean
  /** Null: nothing is sold of it now or later. */
  readonly offer: {
    /** In minor units. */
    readonly least: number
    readonly most: number
    readonly validFrom: Date
    readonly availability: 'InStock' | 'PreSale' | 'SoldOut' | null
  } | null
}

/** JSON-LD of the events of a store, by start; undefined without any. */
export const structuredEvents = (
  facts: StoreFacts,
  type: 'Event' | 'MusicEvent',
  events: readonly EventFacts[],
): object | undefined =>
  events.length === 0
    ? undefined
    : {
        '@context': 'https://schema.org',
        '@graph': events.map((event) => eventOf(facts, type, event)),
      }

function eventOf(facts: StoreFacts, type: string, event: EventFacts): object {
  const { name, description, url, images, profile, timeZone } = facts
  const startDate = withOffset(event.startsAt, timeZone)
  return {
    '@type': type,
    '@id': `${url}#${startDate}`,
    ...{ name, url, startDate },
    ...(description && { description }),
    ...(images.length > 0 && { image: images }),
    eventStatus: `https://schema.org/${event.isCanceled ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: { '@type': 'Place', name: event.venue, ...placeOf(profile) },
    ...(event.offer && { offers: offerOf(facts, event.offer) }),
  }
}

function offerOf(
  { url, currency, timeZone }: StoreFacts,
  { least, most, validFrom, availability }: NonNullable<EventFacts['offer']>,
): object {
  const [lowest, highest] = [least, most].map((amount) => String(amount / minorPerMajor(currency)))
  return {
    ...(lowest === highest
      ? { '@type': 'Offer', price: lowest }
      : { '@type': 'AggregateOffer', lowPrice: lowest, highPrice: highest }),
    ...{ priceCurrency: currency, url, validFrom: withOffset(validFrom, timeZone) },
    ...(availability && { availability: `https://schema.org/${availability}` }),
  }
}
