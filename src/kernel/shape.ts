import { type TProperties, type TSchema, Type } from 'typebox'
import { PERSON_NAME_MOST } from './length.ts'

/**
 * Shapes shared by contracts. Objects are exact: unknown members are refused. A title names the
 * shape in the OpenAPI document, where it is written once.
 */
export const Shape = <const Members extends TProperties>(members: Members, title?: string) =>
  Type.Object(members, { additionalProperties: false, ...(title && { title }) })

/** In lower or upper case; the edge hands it on in lower case. */
export const Uuid = Type.String({
  format: 'uuid',
  examples: ['019ac5f0-3b7e-7c31-9a64-5f1e2d3c4b5a'],
})
/** RFC 3339 in UTC, to the millisecond. */
export const Instant = Type.String({
  format: 'date-time',
  examples: ['2026-12-01T10:30:00.000Z'],
})
/**
 * A date in the store's time zone: `2026-11-24`. PostgreSQL, Temporal and `Date` agree on these years,
 * and on the days before and after, in every time zone.
 */
export const Day = Type.String({
  format: 'date',
  pattern: '^(?:19[7-9]\\d|2\\d{3})-\\d{2}-\\d{2}$',
  description: 'in the store’s time zone',
  examples: ['2026-12-01'],
})
/** A time of day in the store's time zone: `19:30`. */
export const TimeOfDay = Type.String({
  pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
  description: 'in the store’s time zone',
  examples: ['19:30'],
})
export const CurrencyCode = Type.Enum(['KRW', 'USD', 'EUR', 'JPY'], { title: 'Currency' })
export const MoneyShape = Shape(
  {
    amount: Type.Integer({ description: 'whole minor units; KRW has none', examples: [25_000] }),
    currency: CurrencyCode,
  },
  'Money',
)
export const Nothing = Type.Null()

export const OrNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

/** A page of a list; pass `nextCursor` as `cursor` until it is null. */
export const PageOf = <Item extends TSchema>(item: Item) => {
  const { title } = item as { title?: string }
  const members = { data: Type.Array(item), nextCursor: OrNull(Type.String()) }
  return Shape(members, title && `${title}Page`)
}

/** Any other cursor is refused before it reaches a query. */
export const CursorOf = (pattern: string) => Type.String({ pattern: `^(?:${pattern})$` })

/** Pages by id. */
export const PageQuery = Shape({
  cursor: Type.Optional(Uuid),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})

// ── what people type: read by the edge (http/reading.ts) into what is kept, and never cut ──

/** One line of visible text; length in code points after NFC. */
export const Line = ({ least = 1, most }: { readonly least?: number; readonly most: number }) =>
  Type.String({ format: 'line', minLength: least, maxLength: most })

/** The same with line breaks. */
export const Paragraph = ({
  least = 0,
  most,
}: {
  readonly least?: number
  readonly most: number
}) => Type.String({ format: 'paragraph', minLength: least, maxLength: most })

/** The name of a person, with one bound everywhere. */
export const PersonName = Line({ most: PERSON_NAME_MOST })

/** However it is typed; answered as `010-1234-5678` or `+44 20 7946 0958`. */
export const Phone = Type.String({ format: 'phone', maxLength: 60, examples: ['010-1234-5678'] })

/** Answered in lower case, with an internationalised domain in its ASCII form. */
export const Email = Type.String({
  format: 'idn-email',
  maxLength: 254,
  examples: ['guest@example.com'],
})
