import type { FrontDoor } from '../front-door.ts'
import { seed } from './demo.ts'
import { describeLine, members } from './lines.ts'
import { openings } from './openings.ts'
import { sells } from './openings-queries.ts'
import { dayTimes } from './owner-operations.ts'
import { routes } from './routes.ts'

/** Tables at a time on one of the next ten days. */
export const dining: FrontDoor = {
  name: 'dining',
  schema: new URL('./schema/', import.meta.url),
  routes,
  seed,
  kinds: [],
  closesForGood: false,
  policies: ['free', 'restaurant', 'reservation-restaurant'],
  words: {
    store: { ko: '식당', en: 'Restaurant' },
    byStore: { ko: '식당에서', en: 'The restaurant' },
    gone: { ko: '자리가', en: 'the table' },
    durationSeconds: 2 * 60 * 60,
  },
  describe: async (_, lines) => lines.map(describeLine),
  members,
  sells,
  openings,
  dayTimes,
}
