import { whereSold } from '../../bookings/answering-door.ts'
import type { FrontDoor } from '../front-door.ts'
import { actWords } from './act-words.ts'
import { along } from './appointments/changes.ts'
import { invariants as ofAppointments } from './appointments/invariants.ts'
import { countSources, loadPeople, sourcesOf } from './appointments/load-queries.ts'
import {
  hoursOfDates,
  isPersonOf,
  listTodayOnly,
  offerNames,
  openingHours,
} from './appointments/queries.ts'
import { appointmentProblems } from './appointments/rules.ts'
import { runningReads } from './appointments/running.ts'
import { removeTimetables } from './consumers.ts'
import { closeDays, dayTimes, hourLoads } from './days.ts'
import { seed } from './demo.ts'
import { invariants } from './invariants.ts'
import { describe, members } from './lines.ts'
import { atDesk, offeredTimes, selling, waitedAs } from './offered.ts'
import { freeTimes, openings } from './openings.ts'
import { sells } from './openings-queries.ts'
import { publishRemoval, publishRemovals } from './owner-operations.ts'
import { routes } from './routes.ts'
import { shopKinds, shopMissing, timetableProblems } from './rules.ts'
import { scopes } from './scopes.ts'
import en from './screens/messages/en.json' with { type: 'json' }
import ko from './screens/messages/ko.json' with { type: 'json' }

/** Of schema.org. */
const schemaTypes = new Map([
  ['hair', 'HairSalon'],
  ['nails', 'NailSalon'],
  ['clinic', 'MedicalClinic'],
])

/** Places of today at a shop's hour and minute, and appointments with its people. */
export const timetables: FrontDoor = {
  name: 'timetables',
  schema: new URL('./schema/', import.meta.url),
  routes,
  page: {
    list: '/shops',
    title: { ko: ko.title, en: en.title },
    lead: { ko: ko.lead, en: en.lead },
    storeBegins: 'name',
    schemaType: (kind) => ({
      type: (kind !== null && schemaTypes.get(kind)) || 'LocalBusiness',
      reservation: 'Reservation',
    }),
  },
  seed,
  keys: ['timetable/', 'person/', 'appointment/'],
  releasesLate: ['timetable/', 'person/', 'appointment/'],
  kinds: shopKinds,
  categories: {
    hair: { ko: ko.kinds.hair, en: en.kinds.hair },
    nails: { ko: ko.kinds.nails, en: en.kinds.nails },
    clinic: { ko: ko.kinds.clinic, en: en.kinds.clinic },
    room: { ko: ko.kinds.room, en: en.kinds.room },
    other: { ko: ko.kinds.other, en: en.kinds.other },
  },
  synonyms: {
    hair: [
      '헤어',
      '헤어샵',
      '미장원',
      '이발소',
      '바버샵',
      '컷',
      'hairdresser',
      'haircut',
      'barber',
    ],
    nails: ['네일', '네일아트', '네일샵', '젤네일', '패디큐어', 'manicure', 'pedicure'],
    clinic: ['의원', '진료', '내과', 'doctor', 'hospital'],
    room: ['모임 공간', '스터디룸', '세미나실', '공간 대여', 'study room', 'space'],
  },
  offerNames,
  actWords,
  pricePer: ['booking'],
  closesForGood: true,
  policies: ['free'],
  words: {
    store: { ko: '매장', en: 'Shop' },
    byStore: { ko: '매장에서', en: 'The shop' },
    gone: { ko: '자리가', en: 'the place' },
    durationSeconds: 60 * 60,
  },
  describe,
  members,
  scopes,
  sharedTopics: { 'remove-timetable': 'shopId' },
  sells,
  openingHours,
  hoursOfDates,
  openings,
  freeTimes,
  isForOne: true,
  todayOnly: listTodayOnly,
  running: runningReads,
  dayTimes,
  hourLoads: async (on, store, dates) =>
    (await Promise.all([hourLoads(on, store, dates), loadPeople(on, store, dates)])).flat(),
  blocks: 'appointment/%/block',
  sources: countSources,
  sourcesOf,
  selling,
  offeredTimes,
  atDesk,
  waitedAs,
  along,
  answers: whereSold([shopMissing, ...timetableProblems], {
    changeBookingTime: appointmentProblems,
  }),
  pictured: isPersonOf,
  closed: publishRemoval,
  erase: publishRemovals,
  consumers: [removeTimetables],
  jobs: [{ name: 'close days', restMs: 60_000, run: closeDays }],
  invariants: [...invariants, ...ofAppointments],
}
