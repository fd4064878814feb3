import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Line, OrNull, Paragraph, Shape, TimeOfDay } from '../../kernel/shape.ts'
import { OfStore } from '../contract.ts'
import { storeMissing } from '../rules.ts'
import * as rules from './rules.ts'

/** The same text in both languages. */
export const InBoth = Shape({ ko: Type.String(), en: Type.String() })

export const AreaView = Shape(
  {
    /** `서울`. */
    province: Type.String(),
    /** `마포구`; null where the address names none. */
    district: OrNull(Type.String()),
  },
  'Area',
)

const HoursShape = Shape(
  {
    weekday: Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday' }),
    opens: TimeOfDay,
    /** No later than it opens: on the next day. */
    closes: TimeOfDay,
  },
  'OpeningHours',
)
const Amount = OrNull(Type.Integer({ minimum: 0, maximum: 1_000_000_000 }))

const said = {
  category: OrNull(Type.String({ minLength: 1, maxLength: 40 })),
  postcode: Line({ least: 0, most: 10 }),
  address: Line({ least: 0, most: 200 }),
  detail: Line({ least: 0, most: 100 }),
  latitude: OrNull(Type.Number({ minimum: -90, maximum: 90 })),
  longitude: OrNull(Type.Number({ minimum: -180, maximum: 180 })),
  phone: Line({ least: 0, most: 60 }),
  hours: Type.Array(HoursShape, { maxItems: rules.HOURS_MOST }),
  hoursNote: Line({ least: 0, most: 200 }),
  priceLeast: Amount,
  priceMost: Amount,
  parking: Line({ least: 0, most: 300 }),
  notes: Paragraph({ most: 1000 }),
  tags: Type.Array(Line({ most: 20 }), { maxItems: rules.TAGS_MOST }),
}

export const ProfileView = Shape(
  {
    ...said,
    /** In words; a store of a door with kinds has its kind here. */
    categoryWords: OrNull(InBoth),
    area: OrNull(AreaView),
    currency: CurrencyCode,
    /** Its hours are those in which it can be booked; those of the profile are kept, and not shown. */
    hoursOfDoor: Type.Boolean(),
    /** Until when it is open, if it is; null: it is closed, or has said no hours. */
    openUntil: OrNull(TimeOfDay),
    weekday: Type.Integer({ description: 'today, in the store’s time zone; 1 is Monday' }),
    /** What its owner may choose as its category. */
    categories: Type.Array(Shape({ name: Type.String(), words: InBoth })),
  },
  'StoreProfile',
)

export const getProfile = endpoint({
  name: 'getStoreProfile',
  method: 'GET',
  path: '/v1/stores/:storeId/profile',
  summary:
    'Where a store is, when it is open, and what else guests want to know; empty where it says nothing',
  role: 'anyone',
  params: OfStore,
  answer: ProfileView,
  problems: [storeMissing],
})

export const setProfile = endpoint({
  name: 'setStoreProfile',
  method: 'PUT',
  path: '/v1/stores/:storeId/profile',
  summary: 'Say where a store is, when it is open, and what else guests want to know',
  role: 'owner',
  right: 'manager',
  params: OfStore,
  body: Shape(said, 'StoreProfileDraft'),
  answer: ProfileView,
  problems: [
    storeMissing,
    rules.categoryUnknown,
    rules.coordinatesHalf,
    rules.priceRangeReversed,
    rules.hoursOverlap,
  ],
})
