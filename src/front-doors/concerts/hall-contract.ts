import { Type } from 'typebox'
import { endpoint } from '../../kernel/endpoint.ts'
import { CurrencyCode, Line, Shape } from '../../kernel/shape.ts'
import { LevelCode, LevelView, OfConcert } from './contract.ts'
import * as rules from './rules.ts'

const Name = Line({ least: 0, most: 20 })
const SeatNumber = Type.Integer({ minimum: 1, maximum: 9_999 })

/** A row: seats numbered from `from` on. */
const RowDraft = Shape({
  row: Name,
  seats: Type.Integer({ minimum: 1, maximum: 500 }),
  /** Default: 1. */
  from: Type.Optional(SeatNumber),
  /** Seats after which there is an aisle. */
  gaps: Type.Optional(Type.Array(SeatNumber, { maxItems: 20 })),
  /** Instead of the section's. */
  level: Type.Optional(LevelCode),
  wheelchair: Type.Optional(Type.Array(SeatNumber, { maxItems: 100 })),
  companion: Type.Optional(Type.Array(SeatNumber, { maxItems: 100 })),
})

/** Sections stand one behind the other, unless `x` and `y` place them. */
const SectionDraft = Shape({
  name: Name,
  level: LevelCode,
  rows: Type.Array(RowDraft, { minItems: 1, maxItems: 200 }),
  x: Type.Optional(Type.Integer({ minimum: 0, maximum: 20_000 })),
  y: Type.Optional(Type.Integer({ minimum: 0, maximum: 20_000 })),
})

export const HallDraft = Shape(
  {
    name: Line({ most: 80 }),
    sections: Type.Array(SectionDraft, { minItems: 1, maxItems: 100 }),
  },
  'HallDraft',
)

export const HallView = Shape(
  {
    name: Type.String(),
    /** Of the seat map; another one after each change of seats or prices. */
    version: Type.Integer(),
    seats: Type.Integer(),
    sections: Type.Array(
      Shape({ name: Type.String(), rows: Type.Integer(), seats: Type.Integer() }),
    ),
    levels: Type.Array(Shape({ ...LevelView.properties, seats: Type.Integer() })),
    currency: CurrencyCode,
  },
  'Hall',
)

const layoutProblems = [
  rules.concertMissing,
  rules.tooManySeats,
  rules.seatNamedTwice,
  rules.levelMissing,
  rules.seatsInUse,
] as const

export const getHall = endpoint({
  name: 'getHall',
  method: 'GET',
  path: '/v1/concerts/:concertId/hall',
  summary: 'The hall of a concert of your own: sections and price levels',
  role: 'owner',
  right: 'desk',
  params: OfConcert,
  answer: HallView,
  problems: [rules.concertMissing, rules.hallMissing],
})

export const putHall = endpoint({
  name: 'putHall',
  method: 'PUT',
  path: '/v1/concerts/:concertId/hall',
  summary: 'Lay out the hall by sections and rows; seats that stay keep their ids',
  role: 'owner',
  right: 'manager',
  params: OfConcert,
  body: HallDraft,
  answer: HallView,
  problems: layoutProblems,
})

export const importHall = endpoint({
  name: 'importHall',
  method: 'POST',
  path: '/v1/concerts/:concertId/hall/import',
  summary: 'Lay out the hall from CSV (`text/csv` as the body)',
  description:
    'The first line names the columns: `section,row,number,level`, and if you like `x,y,kind`. Lines that are not a seat are left out and listed.',
  role: 'owner',
  right: 'manager',
  params: OfConcert,
  query: Shape({ name: Line({ most: 80 }) }),
  body: Type.Unsafe<Buffer>({
    contentMediaType: 'text/csv',
    description: 'UTF-8, at most 4 MB',
  }),
  answer: Shape({
    hall: HallView,
    refused: Type.Array(
      Shape({ line: Type.Integer(), why: Shape({ ko: Type.String(), en: Type.String() }) }),
      { description: 'the first hundred' },
    ),
    refusedLines: Type.Integer(),
  }),
  problems: [...layoutProblems, rules.noSeatLines],
})

export const listLibraryHalls = endpoint({
  name: 'listLibraryHalls',
  method: 'GET',
  path: '/v1/concert-halls',
  summary: 'Halls that can be taken as they are',
  role: 'owner',
  right: 'manager',
  answer: Shape({
    data: Type.Array(
      Shape({
        code: Type.String(),
        name: Type.String(),
        seats: Type.Integer(),
        levels: Type.Array(Type.String()),
      }),
    ),
  }),
  problems: [],
})

export const takeLibraryHall = endpoint({
  name: 'takeLibraryHall',
  method: 'POST',
  path: '/v1/concerts/:concertId/hall/library',
  summary:
    'Lay out the hall as one of the library; levels that are missing are made, free of charge',
  role: 'owner',
  right: 'manager',
  params: OfConcert,
  body: Shape({ code: Type.String({ minLength: 1, maxLength: 40 }) }),
  answer: HallView,
  problems: [rules.concertMissing, rules.hallUnknown, rules.seatsInUse],
})

export const putLevels = endpoint({
  name: 'putPriceLevels',
  method: 'PUT',
  path: '/v1/concerts/:concertId/price-levels',
  summary: 'All price levels, the dearest first; orders keep the price that they were made at',
  role: 'owner',
  right: 'manager',
  params: OfConcert,
  body: Shape({
    levels: Type.Array(
      Shape({
        code: LevelCode,
        name: Line({ most: 40 }),
        price: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
      }),
      { minItems: 1, maxItems: 20 },
    ),
  }),
  answer: Shape({ data: Type.Array(LevelView) }),
  problems: [rules.concertMissing, rules.levelNamedTwice, rules.levelInUse],
})

export const listLevels = endpoint({
  name: 'listPriceLevels',
  method: 'GET',
  path: '/v1/concerts/:concertId/price-levels',
  summary: 'The price levels of a concert of your own',
  role: 'owner',
  right: 'desk',
  params: OfConcert,
  answer: Shape({ data: Type.Array(LevelView), currency: CurrencyCode }),
  problems: [rules.concertMissing],
})
