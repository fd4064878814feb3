import { type TProperties, type TSchema, Type } from 'typebox'

/** Shapes shared by contracts. Objects are exact: unknown members are refused. */
export const Shape = <const Members extends TProperties>(members: Members) =>
  Type.Object(members, { additionalProperties: false })

export const Uuid = Type.String({ format: 'uuid' })
/** RFC 3339 with offset. */
export const Instant = Type.String({ format: 'date-time' })
/** A date in the store's time zone: `2026-11-24`. */
export const Day = Type.String({ format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
/** A time of day in the store's time zone: `19:30`. */
export const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })
export const CurrencyCode = Type.Enum(['KRW', 'USD', 'EUR', 'JPY'])
export const MoneyShape = Shape({ amount: Type.Integer(), currency: CurrencyCode })
export const Nothing = Type.Null()

export const OrNull = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()])

/** A page of a list; pass `nextCursor` as `cursor` until it is null. */
export const PageOf = <Item extends TSchema>(item: Item) =>
  Shape({ data: Type.Array(item), nextCursor: OrNull(Type.String()) })
export const PageQuery = Shape({
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
})
