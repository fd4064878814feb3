import type { FrontDoor } from '../front-door.ts'
import { removeTimetables } from './consumers.ts'
import { closeDays, dayTimes } from './days.ts'
import { seed } from './demo.ts'
import { invariants } from './invariants.ts'
import { describeLine, members } from './lines.ts'
import { openings } from './openings.ts'
import { sells } from './openings-queries.ts'
import { publishRemoval, publishRemovals } from './owner-operations.ts'
import { routes } from './routes.ts'
import { shopKinds } from './rules.ts'
import { scopes } from './scopes.ts'

/** Places of today at a shop's hour and minute. */
export const timetables: FrontDoor = {
  name: 'timetables',
  schema: new URL('./schema/', import.meta.url),
  routes,
  seed,
  kinds: shopKinds,
  closesForGood: true,
  policies: ['free'],
  words: {
    store: { ko: '가게', en: 'Shop' },
    byStore: { ko: '가게에서', en: 'The shop' },
    gone: { ko: '자리가', en: 'the place' },
    durationSeconds: 60 * 60,
  },
  describe: async (_, lines) => lines.map(describeLine),
  members,
  scopes,
  sharedTopics: { 'remove-timetable': 'shopId' },
  sells,
  openings,
  dayTimes,
  closed: publishRemoval,
  erase: publishRemovals,
  consumers: [removeTimetables],
  jobs: [{ name: 'close days', restMs: 60_000, run: closeDays }],
  invariants,
}
