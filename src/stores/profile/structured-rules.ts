import { minorPerMajor, priceText } from '../../kernel/format.ts'
import type { Currency } from '../../kernel/money.ts'
import type { MenuSection } from '../menu/rules.ts'
import { type Hours, inOrder } from './hours-rules.ts'
import type { InBoth, Profile } from './rules.ts'

/** What structured data says of a store. */
export interface StoreFacts {
  readonly name: string
  readonly description: string
  /** Its page. */
  readonly url: string
  readonly images: readonly string[]
  readonly currency: Currency
  readonly timeZone: string
  readonly profile: Profile & {
    readonly area: { readonly province: string; readonly district: string | null } | null
  }
  readonly categoryWords: InBoth | null
  readonly menu: readonly MenuSection[]
}

/** What a store is to a search engine. */
export interface SchemaType {
  /** Of schema.org: `Restaurant`. */
  readonly type: string
  /** What is reserved there; without it nothing is. */
  readonly reservation?: 'FoodEstablishmentReservation' | 'Reservation'
}

const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')
const isFood = ({ reservation }: SchemaType) => reservation === 'FoodEstablishmentReservation'

/** JSON-LD of a store, as schema.org names its parts; what is not said is left out. */
export const structuredStore = (facts: StoreFacts, schema: SchemaType): object => ({
  '@context': 'https://schema.org',
  '@type': schema.type,
  '@id': facts.url,
  name: facts.name,
  url: facts.url,
  ...(facts.description && { description: facts.description }),
  ...(facts.images.length > 0 && { image: facts.images }),
  ...placeOf(facts.profile),
  ...(isFood(schema) && facts.categoryWords && { servesCuisine: facts.categoryWords.en }),
  ...rangeOf(facts),
  ...(facts.profile.hours.length > 0 && {
    openingHoursSpecification: inOrder(facts.profile.hours).map(hoursOf),
  }),
  ...(facts.menu.length > 0 && (isFood(schema) ? { hasMenu: menuOf(facts) } : {})),
  ...(isFood(schema) && { acceptsReservations: true }),
  ...(schema.reservation && { potentialAction: reserveAction(facts.url, schema.reservation) }),
})

/** Where a store is, and its phone. */
export const placeOf = ({
  area,
  address,
  detail,
  postcode,
  latitude,
  longitude,
  phone,
}: StoreFacts['profile']) => ({
  ...(address && {
    address: {
      '@type': 'PostalAddress',
      ...(area && { addressCountry: 'KR', addressRegion: area.province }),
      ...(area?.district && { addressLocality: area.district }),
      streetAddress: [address, detail].filter(Boolean).join(' '),
      ...(postcode && { postalCode: postcode }),
    },
  }),
  ...(latitude !== null &&
    longitude !== null && { geo: { '@type': 'GeoCoordinates', latitude, longitude } }),
  ...(phone && { telephone: phone }),
})

function rangeOf({ currency, profile: { priceLeast, priceMost } }: StoreFacts) {
  if (priceLeast === null || priceMost === null) return {}
  const [least, most] = [priceLeast, priceMost].map((amount) =>
    priceText({ amount, currency }, 'en'),
  )
  return { priceRange: least === most ? least : `${least}–${most}`, currenciesAccepted: currency }
}

const hoursOf = ({ weekday, opens, closes }: Hours) => ({
  '@type': 'OpeningHoursSpecification',
  dayOfWeek: `https://schema.org/${WEEKDAYS[weekday - 1]}`,
  opens,
  closes,
})

const menuOf = ({ menu, currency, url }: StoreFacts) => ({
  '@type': 'Menu',
  url: `${url}#menu`,
  hasMenuSection: menu.map(({ name, items }) => ({
    '@type': 'MenuSection',
    ...(name && { name }),
    hasMenuItem: items.map((item) => ({
      '@type': 'MenuItem',
      name: item.name,
      ...(item.description && { description: item.description }),
      ...(item.price !== null && {
        offers: {
          '@type': 'Offer',
          price: String(item.price / minorPerMajor(currency)),
          priceCurrency: currency,
          ...(item.soldOut && { availability: 'https://schema.org/SoldOut' }),
        },
      }),
    })),
  })),
})

const reserveAction = (url: string, reservation: string) => ({
  '@type': 'ReserveAction',
  target: {
    '@type': 'EntryPoint',
    urlTemplate: url,
    inLanguage: ['ko', 'en'],
    actionPlatform: [
      'https://schema.org/DesktopWebPlatform',
      'https://schema.org/MobileWebPlatform',
    ],
  },
  result: { '@type': reservation },
})
