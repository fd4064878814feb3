import { Type } from 'typebox'

/** Of a date's service; after midnight it goes on: `25:30`. */
export const ServiceTime = Type.String({
  pattern: '^(?:[0-2]\\d|3[0-5]):(?:00|15|30|45)$|^36:00$',
  description: 'in the store’s time zone; `25:30` is 01:30 of the next day',
  examples: ['19:30'],
})
