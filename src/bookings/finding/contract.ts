import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import {
  CursorOf,
  Day,
  Instant,
  Line,
  MoneyShape,
  OrNull,
  PageOf,
  Shape,
  TimeOfDay,
} from '../../kernel/shape.ts'
import { StoreView } from '../../stores/contract.ts'
import { AreaView, InBoth } from '../../stores/profile/contract.ts'
import { timeZoneUnknown } from '../../stores/rules.ts'
import type { partTimes } from './when-rules.ts'

const dayParts = [
  'morning',
  'lunch',
  'afternoon',
  'evening',
  'night',
] as const satisfies (keyof typeof partTimes)[]
const Party = Type.Integer({ minimum: 1, maximum: 99 })

/** A time that can be booked now. */
export const FreeTimeView = Shape(
  {
    startsAt: Instant,
    date: Day,
    time: TimeOfDay,
    remaining: Type.Integer(),
    price: MoneyShape,
    /** What to claim, in the terms of its front door; null: its page tells. */
    item: OrNull(Type.Record(Type.String(), Type.String())),
  },
  'FreeTime',
)

export const FoundStore = Shape(
  {
    store: StoreView,
    categoryWords: OrNull(InBoth),
    area: OrNull(AreaView),
    /** Per head. */
    priceLeast: OrNull(MoneyShape),
    priceMost: OrNull(MoneyShape),
    /** The date there now. */
    today: Day,
    /** It is only ever booked on the same day, and another one was asked for. */
    todayOnly: Type.Boolean(),
    /** Three at most, by start, of when somebody wants to come; else the next ones. */
    times: Type.Array(FreeTimeView),
  },
  'FoundStore',
)

const Name = Type.String({ minLength: 1, maxLength: 40 })

export const findStores = endpoint({
  name: 'findStores',
  method: 'GET',
  path: '/v1/found-stores',
  summary:
    'Stores by name, area, category, price and when somebody wants to come, each with three free times; `q` may say when, in Korean or English',
  description:
    'What the other parameters say goes before what `q` says. With a date or a time, of the first 300 stores that are found those free closest to it come first.',
  role: 'anyone',
  query: Shape({
    q: Type.Optional(Line({ least: 0, most: 100 })),
    door: Type.Optional(Name),
    province: Type.Optional(Name),
    district: Type.Optional(Name),
    category: Type.Optional(Name),
    /** What somebody wants to pay at most, per head, in minor units. */
    priceMost: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
    date: Type.Optional(Day),
    time: Type.Optional(TimeOfDay),
    party: Type.Optional(Party),
    /** Only the stores that the list leaves out because they sell nothing by time. */
    timeless: Type.Optional(Type.Boolean()),
    /** Of who asks, for words like `tomorrow`; Asia/Seoul without it. */
    timeZone: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
    cursor: Type.Optional(CursorOf('after-\\d{1,5}')),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 48 })),
  }),
  answer: Shape({
    /** When somebody wants to come, as it was understood, and the words that were searched for. */
    understood: Shape({
      date: OrNull(Day),
      time: OrNull(TimeOfDay),
      part: OrNull(Type.Enum([...dayParts])),
      party: OrNull(Party),
      words: Type.String(),
    }),
    /** With a date or a time: how many stores fit that sell nothing by time. They are not in `data`. */
    timeless: Type.Integer(),
    /** Where nothing is found: one of the words, which finds something alone. */
    fewerWords: OrNull(Type.String()),
    ...PageOf(FoundStore).properties,
  }),
  problems: [timeZoneUnknown],
})

export const listSearchChoices = endpoint({
  name: 'listSearchChoices',
  method: 'GET',
  path: '/v1/search-choices',
  summary: 'The areas and categories that stores of a front door, or of all, can be narrowed to',
  role: 'anyone',
  query: Shape({ door: Type.Optional(Name) }),
  answer: Shape({
    areas: Type.Array(Shape({ province: Type.String(), districts: Type.Array(Type.String()) })),
    categories: Type.Array(Shape({ name: Type.String(), words: InBoth })),
  }),
  problems: [],
})
