import { whereSold } from '../../bookings/answering-door.ts'
import { callMails } from '../../door-line/mail.ts'
import type { FrontDoor } from '../front-door.ts'
import { actWords } from './act-words.ts'
import { categories, synonyms } from './categories.ts'
import { along } from './changes.ts'
import { seed } from './demo.ts'
import { deposits } from './deposits.ts'
import { freeTimes, soldOutOf } from './free-times.ts'
import { invariants } from './invariants.ts'
import { describe, members } from './lines.ts'
import { countSources, loadTables, loadTableTimes, sourcesOf } from './load-queries.ts'
import { atDesk, offeredTimes, selling, waitedAs } from './offered.ts'
import { openings } from './openings.ts'
import { hoursOfDates, openingHours, sells } from './openings-queries.ts'
import { dayTimes } from './owner-operations.ts'
import { waited, waitedClaims } from './party-waited.ts'
import { routes } from './routes.ts'
import { restaurantMissing, tableTimeProblems } from './rules.ts'
import { runningReads } from './running.ts'
import en from './screens/messages/en.json' with { type: 'json' }
import ko from './screens/messages/ko.json' with { type: 'json' }
import {
  areaMissing,
  arrivalProblems,
  noTableFits,
  noTableFree,
  partyPaidPerPerson,
} from './seating-rules.ts'

/** Tables at a time on one of the next ten days. */
export const dining: FrontDoor = {
  name: 'dining',
  schema: new URL('./schema/', import.meta.url),
  routes,
  page: {
    list: '/restaurants',
    title: { ko: ko.title, en: en.title },
    lead: { ko: ko.lead, en: en.lead },
    storeBegins: 'picture',
    ownAtStore: { line: { ko: ko.line, en: en.line } },
    schemaType: () => ({ type: 'Restaurant', reservation: 'FoodEstablishmentReservation' }),
  },
  seed,
  mails: callMails((storeId) => `/restaurants/${storeId}/line`),
  keys: ['table-time/', 'table/', 'arrival/'],
  releasesLate: ['table-time/', 'table/', 'arrival/'],
  kinds: [],
  categories,
  synonyms,
  actWords,
  pricePer: ['table', 'person'],
  closesForGood: false,
  policies: ['free', 'restaurant', 'reservation-restaurant'],
  words: {
    store: { ko: '식당', en: 'Restaurant' },
    byStore: { ko: '식당에서', en: 'The restaurant' },
    gone: { ko: '자리가', en: 'the table' },
    durationSeconds: 2 * 60 * 60,
  },
  describe,
  deposits,
  members,
  sells,
  openingHours,
  hoursOfDates,
  openings,
  freeTimes,
  soldOut: { per: 'day', soldOutOf },
  running: runningReads,
  dayTimes,
  hourLoads: async (on, store, dates) =>
    (await Promise.all([loadTableTimes(on, store, dates), loadTables(on, store, dates)])).flat(),
  blocks: 'arrival/%/block',
  sources: countSources,
  sourcesOf,
  selling,
  offeredTimes,
  atDesk,
  along,
  waitedAs,
  waited,
  answers: whereSold([restaurantMissing, ...tableTimeProblems], {
    joinWaitlist: [...arrivalProblems, areaMissing, noTableFits],
    changeBookingTime: [...arrivalProblems, noTableFree, partyPaidPerPerson],
  }),
  waitedClaims,
  invariants,
}
