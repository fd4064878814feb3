import { whereSold } from '../../bookings/answering-door.ts'
import type { FrontDoor } from '../front-door.ts'
import { actWords } from './act-words.ts'
import { seed } from './demo.ts'
import { readEvents } from './events.ts'
import { fullPrice } from './full-price.ts'
import { invariants } from './invariants.ts'
import { describe } from './lines.ts'
import {
  dayTimes,
  hourLoads,
  offeredTimes,
  openings,
  remaining,
  selling,
  soldOutOf,
} from './offered.ts'
import { cancelBookings } from './performances.ts'
import { eraseAttempts } from './presale-queries.ts'
import { sells, soonest } from './queries.ts'
import { routes } from './routes.ts'
import {
  companionWithoutWheelchair,
  concertMissing,
  performanceCanceled,
  performanceMissing,
  salesEnded,
  salesNotOpen,
  seatHeldBack,
  seatMissing,
} from './rules.ts'
import en from './screens/messages/en.json' with { type: 'json' }
import ko from './screens/messages/ko.json' with { type: 'json' }
import { tickets } from './tickets.ts'

/** Numbered seats at the performances of a concert. */
export const concerts: FrontDoor = {
  name: 'concerts',
  schema: new URL('./schema/', import.meta.url),
  routes,
  page: {
    list: '/concerts',
    title: { ko: ko.title, en: en.title },
    lead: { ko: ko.lead, en: en.lead },
    storeBegins: 'picture',
    events: { type: 'MusicEvent', read: readEvents },
  },
  seed,
  keys: ['seat/', 'presale/'],
  releasesLate: ['seat/'],
  kinds: [],
  actWords,
  pricePer: ['person'],
  fullPrice,
  closesForGood: false,
  policies: ['free', 'performance'],
  words: {
    store: { ko: '공연', en: 'Concert' },
    byStore: { ko: '주최 측에서', en: 'The organiser' },
    gone: { ko: '좌석이', en: 'the seats' },
    durationSeconds: 2 * 60 * 60,
    ordered: {
      noun: { ko: '예매', en: 'booking' },
      confirmed: '완료',
      buyer: { ko: '예매자', en: 'guest' },
      content: { ko: '좌석', en: 'Seats' },
    },
  },
  describe,
  sells,
  soonest,
  openings,
  dayTimes,
  hourLoads,
  selling,
  answers: whereSold([
    ...[concertMissing, performanceMissing, performanceCanceled, salesEnded, salesNotOpen],
    ...[seatMissing, seatHeldBack, companionWithoutWheelchair],
  ]),
  offeredTimes,
  remaining,
  soldOut: { per: 'start', soldOutOf },
  invariants,
  tickets,
  erase: eraseAttempts,
  jobs: [{ name: 'cancel performances', restMs: 5_000, run: cancelBookings }],
}
